// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.OneHost;
import dev.bora.it.harness.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One frontend, one backend, one door, and no balancer. */
class OneHostIT {

  @Test
  void gfalPutsAndGets() throws Exception {
    try (OneHost host = OneHost.start()) {
      Client alice = host.client("alice-voms");
      Path source = Files.write(alice.home().resolve("source"), new byte[100_000]);
      String surl = host.surl("gfal");
      alice.run("gfal-copy", "--checksum", "adler32", "file://" + source, surl).succeeded();
      alice.run("gfal-copy", surl, "file://" + alice.home().resolve("back")).succeeded();
      assertThat(alice.home().resolve("back")).hasSameBinaryContentAs(source);
      alice.run("gfal-rm", surl).succeeded();
    }
  }
}
