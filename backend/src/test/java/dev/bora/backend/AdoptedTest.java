// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Runner;
import dev.bora.db.node.Drain;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files between their adoption and their work. */
class AdoptedTest {
  @TempDir private Path folder;
  private JobFixture bora;
  private final Queue<Long> begun = new ConcurrentLinkedQueue<>();
  private Runner runner;
  private Adopted adopted;
  private List<FileRow> files;

  @BeforeEach
  void open() throws Exception {
    bora =
        new JobFixture(folder, "adopted", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    runner = new Runner(bora.tools(), _ -> (_, row) -> _ -> begin(row));
    adopted = new Adopted(runner, bora.tools().requests(), new Drain("backend-1", () -> {}));
    bora.put(600, 600, "a", "b", "c");
    files =
        bora.tools()
            .claims()
            .claimOldest(
                Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), 0, 3);
  }

  @AfterEach
  void close() {
    bora.close();
  }

  private Result begin(FileRow row) {
    begun.add(row.id());
    return Result.SUCCESS;
  }

  @Test
  void theyAreInHandAtOnceThoughTheyAreNotBegun() {
    int room = adopted.room();
    adopted.adopted(files);
    assertThat(runner.missing(ids())).as("strays").isEmpty();
    assertThat(adopted.room()).isEqualTo(room - files.size());
    // It waits for what was begun.
    runner.close();
    assertThat(begun).isEmpty();
  }

  @Test
  void eachIsBegunOnce() {
    adopted.adopted(files.subList(0, 1));
    adopted.adopted(files.subList(1, 3));
    adopted.begin();
    adopted.begin();
    runner.close();
    assertThat(begun).containsExactlyInAnyOrderElementsOf(ids());
    assertThat(runner.running()).isZero();
  }

  private List<Long> ids() {
    return files.stream().map(FileRow::id).toList();
  }
}
