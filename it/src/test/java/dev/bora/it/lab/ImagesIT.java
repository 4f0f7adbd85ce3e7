// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.Command;
import org.junit.jupiter.api.Test;

/** The images of nodes and directors, as {@code images/build} makes them. */
class ImagesIT {
  private static final long MB = 1_000_000;
  private static final String BASE = "debian:bookworm-slim";

  private static String docker(String... words) {
    return Command.of("docker").and(words).run().succeeded().output().strip();
  }

  /** In MB; how large Debian's own is depends on where it came from. */
  private static long onTopOfDebian(String image) {
    return (size(image) - size(BASE)) / MB;
  }

  private static long size(String image) {
    return Long.parseLong(docker("image", "inspect", "--format", "{{.Size}}", image));
  }

  @Test
  void nodesAreNotRoot() {
    assertThat(docker("run", "--rm", "--network", "none", "--entrypoint", "id", "bora:lab", "-un"))
        .isEqualTo("bora");
    assertThat(docker("run", "--rm", "--network", "none", "bora:lab", "--version"))
        .startsWith("bora ");
  }

  /** 177 and 86 when this was written, most of it Java's runtime and keepalived's libraries. */
  @Test
  void theyAreSmall() {
    assertThat(onTopOfDebian("bora:lab")).isBetween(50L, 200L);
    assertThat(onTopOfDebian("bora-director:lab")).isBetween(10L, 110L);
  }
}
