// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** The test server, stopped where it is: it takes connections, and answers nothing. */
final class PausedDatabase implements AutoCloseable {
  private final List<ProcessHandle> servers;

  private PausedDatabase(List<ProcessHandle> servers) {
    this.servers = servers;
  }

  static PausedDatabase pause() throws Exception {
    String binaries = System.getProperty("bora.test.mariadb");
    PausedDatabase paused =
        new PausedDatabase(
            ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").startsWith(binaries))
                .toList());
    assertThat(paused.servers).isNotEmpty();
    paused.signal("-STOP");
    return paused;
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (ProcessHandle server : servers) {
      Process kill = new ProcessBuilder("kill", name, Long.toString(server.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      signal("-CONT");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
