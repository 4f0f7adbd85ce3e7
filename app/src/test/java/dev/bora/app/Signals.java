// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to other processes that {@link ProcessHandle} does not know. */
public final class Signals {
  private static final long INT = 1L << (2 - 1);

  private Signals() {}

  /** SIGINT, as Ctrl-C sends it. */
  public static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /**
   * Whether SIGINT reaches a process that is started from here: a shell without job control has its
   * background commands ignore it, and children inherit that.
   */
  public static boolean areInterrupts() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & INT) == 0;
  }

  /** Skips the test where they do not. */
  public static void assumeInterrupts() throws IOException {
    assumeTrue(areInterrupts(), "SIGINT is ignored by whoever started the tests");
  }
}
