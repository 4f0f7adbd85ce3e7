// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.table.FileRow;

/**
 * A file in the hands of an incarnation: what each of its writes names.
 *
 * @param fileId operation id on disk
 * @param owner epoch
 * @param number claim number
 */
public record Claim(long fileId, long owner, int number) {
  /** Of a row that is RUNNING. */
  public static Claim of(FileRow row) {
    Long owner = row.owner();
    if (owner == null) {
      throw new IllegalStateException("file " + row.id() + " has no owner");
    }
    return new Claim(row.id(), owner, row.claim());
  }
}
