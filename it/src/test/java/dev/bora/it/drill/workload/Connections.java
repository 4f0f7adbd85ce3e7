// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One client's connections, of which each call takes any. */
final class Connections implements AutoCloseable {

  /** Who the clients are. */
  static final String PROXY = "alice-voms";

  private final List<Connection> all = new ArrayList<>();
  private final Random random;

  /** Through one entrance. */
  record Connection(Entrance entrance, SrmClient srm, SurlForm form, Random random) {

    /** A SURL there. */
    String surl(String path) {
      return form.surl(entrance, path, random);
    }
  }

  Connections(Installation installation, List<Entrance> entrances, Random random, SurlForm form)
      throws Exception {
    this.random = random;
    for (Entrance entrance : entrances) {
      Transport transport = random.nextBoolean() ? Transport.HTTPG : Transport.HTTPS;
      all.add(new Connection(entrance, installation.srm(PROXY, transport, entrance), form, random));
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
