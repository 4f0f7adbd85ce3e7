// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * A row of {@code path_lock}: one writer per path, cluster-wide.
 *
 * @param fileId the operation that holds it
 * @param settled its holder has looked at ancestors and descendants, found nobody, and goes on
 */
public record PathLock(String area, byte[] path, long fileId, Kind kind, boolean settled) {
  /** What it covers. */
  public enum Kind {
    /** The path alone. */
    FILE,
    /** All below as well. */
    TREE
  }
}
