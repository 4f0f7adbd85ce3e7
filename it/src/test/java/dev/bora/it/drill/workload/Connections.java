// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One client's connections to all frontends, of which each call takes any. */
final class Connections implements AutoCloseable {

  /** Who the clients are. */
  static final String PROXY = "alice-voms";

  private final List<Connection> all = new ArrayList<>();
  private final Random random;

  /** To one frontend. */
  record Connection(ClusterNode frontend, SrmClient srm) {

    /** A SURL there. */
    String surl(String path) {
      return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s".formatted(frontend.port(), path);
    }
  }

  Connections(Cluster cluster, Random random) throws Exception {
    this.random = random;
    for (ClusterNode frontend : cluster.frontends()) {
      Transport transport = random.nextBoolean() ? Transport.HTTPG : Transport.HTTPS;
      all.add(new Connection(frontend, cluster.srm(PROXY, transport, frontend)));
    }
  }

  Connection any() {
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public void close() throws IOException {
    for (Connection one : all) {
      one.srm().close();
    }
  }
}
