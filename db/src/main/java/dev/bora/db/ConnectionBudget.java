// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

/**
 * How many connections all nodes of a site may have open together.
 *
 * @param pool of each node, for its work; it beats over a pool {@linkplain Database#apart apart}
 * @param nodes how many there are
 */
public record ConnectionBudget(PoolConfig pool, int nodes) {

  /**
   * For {@code bora cluster} and {@code bora db}, which open two each, for whoever looks after the
   * database, and for old connections that are still closing when their successors open.
   */
  public static final int RESERVE = 10;

  /** What the server must have room for, in connections: those of the nodes and the reserve. */
  public int sum() {
    return nodes * (pool.size() + pool.apart().size()) + RESERVE;
  }

  /** How the sum comes about, in one line. */
  @Override
  public String toString() {
    return "(%d connections + %d for beats) x %d nodes + %d in reserve = %d"
        .formatted(pool.size(), pool.apart().size(), nodes, RESERVE, sum());
  }
}
