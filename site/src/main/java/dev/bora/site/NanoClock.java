// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/** A clock that only tells how much time has passed. */
@FunctionalInterface
interface NanoClock {
  /** Nanoseconds since some moment. */
  long nanoTime();
}
