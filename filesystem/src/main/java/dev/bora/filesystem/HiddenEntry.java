// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.time.Instant;

/**
 * An entry of a hidden folder, as the sweep sees it.
 *
 * @param changed last change of its status: not before it was put there
 */
public record HiddenEntry(
    HiddenFolder folder, HiddenName name, Kind kind, ObjectId id, long size, Instant changed) {
  /** What a hidden entry is. */
  public enum Kind {
    FILE,
    DIRECTORY,
    /** An adopter's blocking entry: stays until the old incarnation is known to be dead. */
    BLOCK,
    /** A link, FIFO, socket or device that was taken. */
    OTHER
  }
}
