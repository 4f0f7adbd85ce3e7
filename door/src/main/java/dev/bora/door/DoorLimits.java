// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.time.Duration;

/**
 * How much a door does.
 *
 * @param transfers at a time, at least 1; more are refused with 503
 * @param idle after which a connection on which nothing moves is closed
 * @param look how often the row of an upload is looked at while its data streams in
 * @param drain how long a door that is stopped waits for its transfers
 */
record DoorLimits(int transfers, Duration idle, Duration look, Duration drain) {
  /** Each transfer holds a buffer of a quarter of a megabyte: 125 MB for all. */
  static final DoorLimits DEFAULT =
      new DoorLimits(500, Duration.ofMinutes(2), Duration.ofSeconds(3), Duration.ofSeconds(10));

  DoorLimits withLook(Duration other) {
    return new DoorLimits(transfers, idle, other, drain);
  }

  DoorLimits withDrain(Duration other) {
    return new DoorLimits(transfers, idle, look, other);
  }

  DoorLimits withTransfers(int other) {
    return new DoorLimits(other, idle, look, drain);
  }
}
