// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One file of a new request.
 *
 * @param surl as the client wrote it
 * @param place where it is; null if it was refused before that was known
 * @param toPath target of a move, in the same area; else null
 * @param expectedSize bytes; null if not promised
 * @param refusal why it has failed already; null if it is to be worked on
 */
public record NewFile(
    String surl,
    @Nullable Place place,
    byte @Nullable [] toPath,
    @Nullable Long expectedSize,
    @Nullable Refusal refusal) {

  /** A refusal before any work. */
  public record Refusal(TStatusCode status, String explanation) {}

  /** A file to be worked on. */
  public static NewFile accepted(String surl, Place place, @Nullable Long expectedSize) {
    return new NewFile(surl, place, null, expectedSize, null);
  }

  /** A file that failed before it began; it is kept so that status calls can tell. */
  public static NewFile refused(String surl, TStatusCode status, String explanation) {
    return new NewFile(surl, null, null, null, new Refusal(status, explanation));
  }
}
