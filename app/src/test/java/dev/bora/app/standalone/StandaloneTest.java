// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.app.Signals;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.ConnectionBudget;
import dev.bora.site.SiteFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standalone as its users have it: processes, signals, commands. */
class StandaloneTest {
  /** Ten times the target of 10 s. */
  private static final Duration SECOND_START = Duration.ofSeconds(100);

  @TempDir private Path parent;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<String> quickstart() throws IOException {
    return Files.readString(Path.of("../docs/quickstart.md"))
        .lines()
        .filter(line -> line.startsWith("./bora srm "))
        .toList();
  }

  @Test
  void keepsWhatItHasThroughTermAndKill() throws Exception {
    Path folder = parent.resolve("standalone");
    int port = freePort();
    String area = "srm://localhost:" + port + "/testvo";

    StandaloneProcess first = StandaloneProcess.start(folder, port);
    try {
      opensWhatItsBudgetSays(folder);
      runQuickstart(folder, port);
      Path big = parent.resolve("big");
      try (RandomAccessFile sparse = new RandomAccessFile(big.toFile(), "rw")) {
        sparse.setLength(100L << 20);
      }
      assertThat(StandaloneProcess.run(folder, 0, "srm", "put", big.toString(), area + "/big"))
          .endsWith("verified");
      assertThat(StandaloneProcess.run(folder, 1, "srm", "put", big.toString(), area + "/big"))
          .isEqualTo("bora: srm put: SRM_DUPLICATION_ERROR: File exists");
      assertThat(StandaloneProcess.run(folder, 1, "srm", "ls", area + "/nothing"))
          .isEqualTo("bora: srm ls: SRM_INVALID_PATH: No such file or directory");
      assertThat(StandaloneProcess.run(folder, 1, "standalone", "--dir", folder.toString()))
          .contains("another bora standalone (process ");
    } finally {
      assertThat(first.terminate()).isZero();
    }

    StandaloneProcess second = StandaloneProcess.start(folder, port);
    try {
      assertThat(second.startup()).isLessThan(SECOND_START);
      assertThat(StandaloneProcess.run(folder, 0, "srm", "ls", area)).isEqualTo("big");
    } finally {
      second.kill();
    }

    StandaloneProcess third = StandaloneProcess.start(folder, port);
    try {
      Path back = parent.resolve("back");
      assertThat(StandaloneProcess.run(folder, 0, "srm", "get", area + "/big", back.toString()))
          .endsWith("verified");
      assertThat(Files.mismatch(parent.resolve("big"), back)).isEqualTo(-1);
      StandaloneProcess.run(folder, 0, "srm", "rm", area + "/big");
      assertThat(folder.resolve("storage/testvo/big")).doesNotExist();
    } finally {
      assertThat(Signals.areInterrupts() ? third.interrupt() : third.terminate()).isZero();
    }
    assertThat(folder.resolve("log/standalone-access.log"))
        .content()
        .contains("operation=srmPrepareToPut")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void ctrlCDuringTheStartStopsWhatHasStarted() throws Exception {
    Signals.assumeInterrupts();
    Path folder = parent.resolve("standalone");
    StandaloneProcess starting = StandaloneProcess.launch(folder, freePort());
    Path database = folder.resolve("db");
    starting.await(() -> Files.exists(database));
    assertThat(starting.interrupt()).isEqualTo(130);
    assertThat(starting.output()).doesNotContain("ready");
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(
            process -> process.info().commandLine().orElse("").contains(database.toString()));
  }

  /** All nodes say how large the pools are that they have opened: nothing else may be summed up. */
  private static void opensWhatItsBudgetSays(Path folder) throws Exception {
    List<Integer> opened =
        Pattern.compile("has started, with at most ([0-9]+) connections to the database")
            .matcher(Files.readString(folder.resolve("log/standalone.log")))
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .toList();
    ConnectionBudget budget = SiteDatabase.budget(SiteFile.load(folder.resolve("etc/site.yaml")));
    assertThat(opened).hasSize(3);
    assertThat(opened.stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(budget.sum() - ConnectionBudget.RESERVE);
  }

  private void runQuickstart(Path folder, int port) throws Exception {
    List<String> lines = quickstart();
    assertThat(lines).hasSizeGreaterThan(5);
    for (String line : lines) {
      String here =
          line.replace("localhost:8444", "localhost:" + port)
              .replace("/tmp/services", parent.resolve("services").toString());
      StandaloneProcess.run(folder, 0, here.substring("./bora ".length()).split(" "));
    }
    assertThat(Files.mismatch(Path.of("/etc/services"), parent.resolve("services"))).isEqualTo(-1);
  }
}
