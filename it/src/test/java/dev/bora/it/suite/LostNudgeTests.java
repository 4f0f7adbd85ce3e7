// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TcpRelay;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frontends that reach no backend: what they have committed is found by polling. */
public abstract class LostNudgeTests extends DeployedTests {

  private final ClusterDeployment cluster;
  private final TcpRelay relay;

  protected LostNudgeTests(ClusterDeployment cluster) throws Exception {
    super(cluster);
    this.cluster = cluster;
    this.relay = cluster.backendRelay();
  }

  @AfterEach
  void reconnect() {
    relay.comeBack();
  }

  @Test
  void putsAndGetsAreFoundByPolling() throws Exception {
    Leftovers leftovers = leftoversBefore();
    // a client for each frontend
    for (int port : cluster.ports()) {
      try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPG)) {
        putAndGet(new Transfers(srm), "file-" + port);
      }
    }
    leftovers.assertNone();
  }

  private void putAndGet(Transfers transfers, String name) throws Exception {
    String surl = surl(name);
    Path source = source(1000);
    Prepared put = withoutNudge(() -> transfers.prepareToPut(surl, 1000L, null, "https"));
    assertThat(put.status().statusCode())
        .as(put.status()::toString)
        .isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    alice.curl("--fail", "-T", source.toString(), put.requireTurl()).run().succeeded();
    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(digest(disk(name))).isEqualTo(digest(source));

    Prepared get = withoutNudge(() -> transfers.prepareToGet(surl, "https"));
    assertThat(get.status().statusCode())
        .as(get.status()::toString)
        .isEqualTo(TStatusCode.SRM_FILE_PINNED);
    assertThat(transfers.release(get.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  private interface Preparing {
    Prepared prepare() throws Exception;
  }

  private Prepared withoutNudge(Preparing preparing) throws Exception {
    int refused = relay.refused();
    relay.goDown();
    try {
      Prepared prepared = preparing.prepare();
      assertThat(relay.refused()).as("nudges that got nowhere").isGreaterThan(refused);
      return prepared;
    } finally {
      relay.comeBack();
    }
  }
}
