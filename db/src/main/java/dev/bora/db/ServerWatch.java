// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

/** Somebody who knows whether the server answers. Asked by many threads at a time. */
public interface ServerWatch {
  /**
   * Whether it did not when it was last asked; answered at once, but for the first seconds of an
   * outage, when it may be asked again.
   */
  boolean isAway();

  /** Asks it, or takes the answer to a question of this moment; waits for a part of a second. */
  boolean answers();
}
