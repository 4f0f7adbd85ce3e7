// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind a pair of directors with direct routing, as {@code bora lvs render} configures it. */
class LabIT {
  private static @Nullable Lab lab;

  @BeforeAll
  static void start() throws Exception {
    lab = Lab.start(LabShape.usual());
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void gfalPutsAndGetsThroughTheVirtualAddress() throws Exception {
    Lab here = requireNonNull(lab);
    Client alice = here.client("alice-voms");
    Path source = Files.write(alice.home().resolve("source"), new byte[100_000]);
    String surl = here.publicEntrance().surl("gfal");
    alice.run("gfal-copy", "--checksum", "adler32", "file://" + source, surl).succeeded();
    alice.run("gfal-copy", surl, "file://" + alice.home().resolve("back")).succeeded();
    assertThat(alice.home().resolve("back")).hasSameBinaryContentAs(source);
    alice.run("gfal-rm", surl).succeeded();
  }
}
