// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.Phase;
import dev.bora.db.table.RequestKind;

/**
 * A file in the hands of an incarnation: what each of its writes names.
 *
 * @param fileId operation id on disk
 * @param owner epoch
 * @param number claim number
 * @param kind of its request
 * @param share of its user
 * @param phase as limits count it under this claim, whatever becomes of its goal
 */
public record Claim(
    long fileId, long owner, int number, RequestKind kind, long share, Phase phase) {
  /** Of a row that is RUNNING. */
  public static Claim of(FileRow row) {
    Long owner = row.owner();
    if (owner == null) {
      throw new IllegalStateException("file " + row.id() + " has no owner");
    }
    return new Claim(row.id(), owner, row.claim(), row.kind(), row.share(), row.phase());
  }
}
