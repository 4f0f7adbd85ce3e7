// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

/** Knows the health of this node. */
@FunctionalInterface
public interface HealthSource {

  /**
   * A snapshot that is there already. Must not wait for anything, not even a lock: it is asked on
   * the thread that serves the network.
   *
   * @return how this node is
   */
  Health current();
}
