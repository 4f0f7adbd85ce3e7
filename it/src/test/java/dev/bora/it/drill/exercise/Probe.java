// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.TOverwriteMode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a put comes through: as far as its TURL.
 *
 * @param entrance where it is asked
 */
public record Probe(Installation installation, Entrance entrance) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Tries, on one connection as long as that is kept open. */
  public boolean succeedsWithin(Duration bound) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    try (SrmClient srm = connect()) {
      while (System.nanoTime() < end) {
        if ("".equals(trouble(srm))) {
          return true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return false;
    }
  }

  /** One put on a connection of its own: what is wrong with its answer; empty if nothing is. */
  public String trouble() throws Exception {
    try (SrmClient srm = connect()) {
      return trouble(srm);
    }
  }

  private SrmClient connect() throws Exception {
    return installation.srm("alice-voms", Transport.HTTPS, entrance);
  }

  private String trouble(SrmClient srm) {
    Transfers transfers = new Transfers(srm);
    try {
      Prepared put =
          transfers.prepareToPut(
              entrance.surl("probe-at-" + entrance.name()), null, TOverwriteMode.ALWAYS, "https");
      if (put.token() != null) {
        transfers.abort(put.token());
      }
      return put.turl() == null ? put.status().toString() : "";
    } catch (IOException refused) {
      return refused.toString();
    }
  }
}
