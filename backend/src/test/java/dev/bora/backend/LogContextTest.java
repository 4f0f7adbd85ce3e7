// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.bora.backend.BackendFixture.Submission;
import dev.bora.rpc.contract.RmArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that fail, because a link leads out of the area, say whose call it was. */
class LogContextTest {
  @TempDir private Path folder;
  private BackendFixture bora;
  private LogCapture log;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "log_context");
    Files.createSymbolicLink(
        bora.root.resolve("link"), Files.createDirectory(folder.resolve("outside")));
    log = new LogCapture("dev.bora.backend.work");
  }

  @AfterEach
  void stop() {
    log.close();
    bora.close();
  }

  private String requestOf(String line) {
    List<ILoggingEvent> about =
        log.events().stream().filter(event -> event.getFormattedMessage().contains(line)).toList();
    assertThat(about).as("%s in %s", line, log.lines()).hasSize(1);
    return about.getFirst().getMDCPropertyMap().get("request");
  }

  @Test
  void aSynchronousCallIsNamedAsTheFrontendNamesIt() {
    bora.calls().rm(as(ALICE), new RmArgs(List.of(path("link/f"))));
    assertThat(requestOf("data:link/f: ")).isEqualTo("request-1");
  }

  @Test
  void whatWasPolledIsNamedByItsToken() {
    Submission one = bora.put(ALICE, "link/g");
    Submission two = bora.put(ALICE, "link/h");
    bora.turl(one);
    bora.turl(two);
    assertThat(requestOf("data:link/g: ")).isEqualTo(one.token());
    assertThat(requestOf("data:link/h: ")).isEqualTo(two.token());
  }
}
