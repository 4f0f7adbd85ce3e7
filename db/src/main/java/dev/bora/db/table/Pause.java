// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * Work that an operator lets wait.
 *
 * @param kind of what
 * @param name of the storage area, or the user's DN
 * @param share of the queue that waits; 0 for an area
 * @param refuses whether new requests are refused, or wait
 */
public record Pause(Kind kind, String name, long share, boolean refuses) {
  /** What can wait. */
  public enum Kind {
    /** All work in a storage area. */
    AREA,
    /** All work of a user. */
    USER
  }

  /** Whether it is about the work of a share in an area. */
  public boolean isAbout(String area, long ofShare) {
    return switch (kind) {
      case AREA -> name.equals(area);
      case USER -> share == ofShare;
    };
  }
}
