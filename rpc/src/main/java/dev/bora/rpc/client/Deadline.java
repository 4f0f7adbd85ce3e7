// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.time.Duration;

/** A moment by which something must be over. */
record Deadline(long atNanos) {

  static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** What is left, never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
  }

  /** The shorter of what is left and a limit. */
  Duration remaining(Duration limit) {
    Duration left = remaining();
    return left.compareTo(limit) < 0 ? left : limit;
  }

  boolean isOver() {
    return remaining().isZero();
  }
}
