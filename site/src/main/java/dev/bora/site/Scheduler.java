// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.Locale;

/** How a director chooses a real server for a new connection. Written as ipvsadm has it. */
public enum Scheduler {
  /** One after the other. */
  RR,
  /** One after the other, more often where the weight is greater. */
  WRR,
  /** The one with the fewest connections. */
  LC,
  /** The one with the fewest connections for its weight. */
  WLC,
  /** By the client's address. */
  SH,
  /** By the client's address, so that few move when a real server goes (Maglev). */
  MH;

  /** Whether a client comes to the same real server again. */
  public boolean choosesByAddress() {
    return this == SH || this == MH;
  }

  /** Its name in the kernel. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
