// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

/**
 * What is different from lab to lab.
 *
 * @param layout of its networks
 * @param scheduler of the backends' director
 * @param lastWeight what the last backend gets there beside the others, who have {@link #USUAL}
 */
public record LabShape(Layout layout, String scheduler, int lastWeight) {
  /** A real server's weight. */
  public static final int USUAL = 100;

  /** Networks, and how packets reach real servers. */
  public enum Layout {
    /** One, with direct routing. */
    ONE_NETWORK,
    /** The same with IPv6 for clients as well. */
    DUAL_STACK,
    /** One, without directors: clients and frontends call names with several addresses. */
    ALIASES,
    /** One, with tunnels to the frontends. */
    TUNNELS,
    /** Clients, frontends and backends apart, with address translation. */
    THREE_NETWORKS
  }

  /** As the site file has it when it says nothing. */
  public static LabShape usual() {
    return of(Layout.ONE_NETWORK);
  }

  /** Of a layout. */
  public static LabShape of(Layout layout) {
    return new LabShape(layout, "wlc", USUAL);
  }

  /** The usual one, with another scheduler. */
  public static LabShape with(String scheduler) {
    return with(scheduler, USUAL);
  }

  /** The usual one, with another scheduler and a backend of another weight. */
  public static LabShape with(String scheduler, int lastWeight) {
    return new LabShape(Layout.ONE_NETWORK, scheduler, lastWeight);
  }
}
