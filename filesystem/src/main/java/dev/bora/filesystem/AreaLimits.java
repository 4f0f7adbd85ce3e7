// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * How much a storage area does at a time.
 *
 * @param threads file system calls at once, at least 1
 * @param queue calls that may wait, at least 1; more are refused
 */
public record AreaLimits(int threads, int queue) {
  /** Good for a local disk. */
  public static final AreaLimits DEFAULT = new AreaLimits(16, 1000);

  public AreaLimits {
    if (threads < 1 || queue < 1) {
      throw new IllegalArgumentException(
          "a storage area needs a thread and a place in its queue, not "
              + threads
              + " and "
              + queue);
    }
  }
}
