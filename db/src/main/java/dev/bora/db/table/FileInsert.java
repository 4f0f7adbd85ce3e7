// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code request_file} as it is inserted.
 *
 * @param request which of the requests it is of that were added before it, from 0
 */
public record FileInsert(
    int request,
    int fileNo,
    RequestKind kind,
    long share,
    String surl,
    @Nullable String area,
    byte @Nullable [] path,
    byte @Nullable [] toPath,
    FileState state,
    @Nullable Goal goal,
    TStatusCode status,
    @Nullable String explanation,
    @Nullable String callId,
    @Nullable Long owner,
    @Nullable String backend,
    int claim,
    @Nullable Long expectedSize) {
  /** Those columns that hold numbers and words of our own, for the text of a statement. */
  public String words() {
    return String.join(
        ",",
        "@bora_request + " + request + " * @@auto_increment_increment",
        Integer.toString(fileNo),
        "'" + kind + "'",
        Long.toString(share),
        "'" + state + "','" + status + "'",
        Integer.toString(claim));
  }
}
