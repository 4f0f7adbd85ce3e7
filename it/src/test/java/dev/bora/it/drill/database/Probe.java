// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.TOverwriteMode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether a put comes through at one frontend: as far as its TURL. */
final class Probe {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Cluster cluster;
  private final ClusterNode frontend;

  private Probe(Cluster cluster, ClusterNode frontend) {
    this.cluster = cluster;
    this.frontend = frontend;
  }

  static Probe of(Cluster cluster, ClusterNode frontend) {
    return new Probe(cluster, frontend);
  }

  boolean succeedsWithin(Duration bound) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPS, frontend)) {
      Transfers transfers = new Transfers(srm);
      while (System.nanoTime() < end) {
        if (succeeds(transfers)) {
          return true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return false;
    }
  }

  private boolean succeeds(Transfers transfers) {
    String surl =
        "srm://localhost:%d/srm/managerv2?SFN=/testvo/probe-at-%s"
            .formatted(frontend.port(), frontend.name());
    try {
      Prepared put = transfers.prepareToPut(surl, null, TOverwriteMode.ALWAYS, "https");
      if (put.token() != null) {
        transfers.abort(put.token());
      }
      return put.turl() != null;
    } catch (IOException refused) {
      return false;
    }
  }
}
