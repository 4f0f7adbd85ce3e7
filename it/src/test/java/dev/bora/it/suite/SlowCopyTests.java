// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transfers that take longer than a frontend keeps an idle connection, and ones that break off. */
public abstract class SlowCopyTests extends DeployedTests {

  private static final int SIZE = 600_000;
  private static final long BYTES_PER_SECOND = 30_000;

  private final ClusterDeployment cluster;

  protected SlowCopyTests(ClusterDeployment cluster) throws Exception {
    super(cluster);
    this.cluster = cluster;
  }

  @AfterEach
  void hurry() {
    cluster.doorRelay().fullSpeed();
  }

  private Command copy(String from, String to) {
    return alice.command("gfal-copy", "-D", "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=https", from, to);
  }

  @Test
  void putIsDoneAfterALongSilence() throws Exception {
    Path source = source(SIZE);
    cluster.doorRelay().slowDownTo(BYTES_PER_SECOND);
    Outcome put = copy(url(source), surl("put")).run().succeeded();
    assertThat(put.took()).isGreaterThan(ClusterDeployment.IDLE_TIMEOUT.multipliedBy(2));
    assertThat(digest(disk("put"))).isEqualTo(digest(source));
  }

  @Test
  void getIsReleasedAfterALongSilence() throws Exception {
    Files.write(disk("get"), Files.readAllBytes(source(SIZE)));
    cluster.doorRelay().slowDownTo(BYTES_PER_SECOND);
    Outcome get = copy(surl("get"), url(desk.resolve("back"))).run().succeeded();
    assertThat(get.took()).isGreaterThan(ClusterDeployment.IDLE_TIMEOUT.multipliedBy(2));
    assertThat(digest(desk.resolve("back"))).isEqualTo(digest(source(SIZE)));
  }

  @Test
  void putThatBreaksOffLeavesNothing() throws Exception {
    cluster.doorRelay().slowDownTo(BYTES_PER_SECOND);
    long before = cluster.doorRelay().passed();
    cluster.doorRelay().cutAfter(SIZE / 4);
    copy(url(source(SIZE)), surl("cut")).within(Duration.ofMinutes(3)).run().failed();
    assertThat(cluster.doorRelay().passed() - before).isBetween(SIZE / 4L, (long) SIZE);
    assertThat(disk("cut")).doesNotExist();
    cluster.doorRelay().fullSpeed();
    copy(url(source(SIZE)), surl("cut")).run().succeeded();
    assertThat(disk("cut")).hasSize(SIZE);
  }
}
