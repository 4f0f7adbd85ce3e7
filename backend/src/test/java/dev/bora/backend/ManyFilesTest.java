// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PutDoneArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on requests of many files. */
class ManyFilesTest {
  private static final int FILES = 500;

  @TempDir private Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    // Its beats may come late while so much is going on.
    bora =
        new BackendFixture(
            folder,
            "many_files",
            text ->
                text.replace("self-stop: 1s", "self-stop: 20s").replace("stale: 2s", "stale: 40s"));
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(bora.hidden()).isEmpty();
    assertThat(bora.held()).isZero();
    bora.close();
  }

  private Submission readyPuts() {
    Submission puts = bora.putAll(ALICE, IntStream.range(0, FILES).mapToObj(i -> "f" + i).toList());
    await(() -> rows(puts).stream().allMatch(row -> row.state() == FileState.READY));
    return puts;
  }

  private List<FileRow> rows(Submission puts) {
    return bora.database.call(tables -> tables.files().ofRequest(puts.rows().requestId()));
  }

  private List<Outcome> putDone(Submission puts, String operationId, List<Integer> files) {
    return bora.calls().putDone(as(ALICE, operationId), new PutDoneArgs(puts.token(), files));
  }

  @Test
  void putDoneOfMany() throws Exception {
    Submission puts = readyPuts();
    List<Integer> aborted = List.of(3, 400);
    bora.calls().abortFiles(as(ALICE), new AbortFilesArgs(puts.token(), aborted));
    // Backwards, one twice, and one that is none.
    List<Integer> asked = new ArrayList<>();
    for (int i = FILES - 1; i >= 0; i--) {
      asked.add(i);
    }
    asked.add(250);
    asked.add(FILES);
    List<String> expected =
        asked.stream()
            .map(number ->
                number == FILES
                    ? "SRM_INVALID_PATH"
                    : aborted.contains(number) ? "SRM_ABORTED" : "SRM_SUCCESS")
            .toList();
    String operation = UUID.randomUUID().toString();
    assertThat(putDone(puts, operation, asked)).extracting(Outcome::statusCode).isEqualTo(expected);
    assertThat(putDone(puts, operation, asked))
        .as("asked again")
        .extracting(Outcome::statusCode)
        .isEqualTo(expected);
    try (Stream<Path> files = Files.list(bora.root)) {
      assertThat(files.filter(file -> !file.endsWith(".bora"))).hasSize(FILES - aborted.size());
    }
  }

  @Test
  void abortOfMany() {
    Submission puts = readyPuts();
    assertThat(
            bora.calls().abortRequest(as(ALICE), new AbortRequestArgs(puts.token())).statusCode())
        .isEqualTo("SRM_SUCCESS");
    assertThat(rows(puts)).extracting(FileRow::state).containsOnly(FileState.ABORTED);
  }
}
