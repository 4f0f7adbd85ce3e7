// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.JobFixture;
import dev.bora.backend.work.Retention;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.StorageArea;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ages cannot be given to entries, so each test says from which age on they go. */
class SweepJobTest {
  private static final Duration AT_ONCE = Duration.ofDays(-1);
  private static final Duration LATER = Duration.ofHours(1);
  private static final long FORGOTTEN = 1_000_000;

  @TempDir private Path folder;
  private JobFixture bora;
  private StorageArea disk;

  @BeforeEach
  void open() throws Exception {
    bora = new JobFixture(folder, "sweep", new Retention(LATER, LATER));
    disk = bora.area().disk();
  }

  @AfterEach
  void close() {
    bora.close();
  }

  private List<String> sweep(Duration grace, Duration blocksStay) throws Exception {
    new SweepJob(bora.tools(), LATER, grace, blocksStay).run(() -> true);
    return hidden();
  }

  private List<String> hidden() throws IOException {
    try (Stream<Path> all = Files.walk(bora.root().resolve(".bora"), 2)) {
      return all.map(path -> bora.root().resolve(".bora").relativize(path).toString())
          .filter(name -> name.startsWith("new/") || name.startsWith("taken/"))
          .sorted()
          .toList();
    }
  }

  private static HiddenName entry(FileRow row, int claim) {
    return new HiddenName(row.id(), claim);
  }

  private void upload(HiddenName name) throws IOException {
    disk.creation().createUpload(name, Optional.empty());
  }

  private void take(String path, HiddenName name) throws IOException {
    Files.writeString(bora.root().resolve(path), "somebody's data");
    ObjectId id = ObjectId.of(disk.reader().lookUp(AreaPath.of(path)).orElseThrow());
    disk.removal().take(AreaPath.of(path), name, id);
  }

  private void journal(FileRow row, int entryClaim) {
    bora.tools()
        .journal()
        .intend(Claim.of(row), new Intent(Step.CREATE, null, entryClaim), List.of());
  }

  private void end(FileRow row, Ending ending) {
    bora.tools().journal().finish(Claim.of(row), ending, List.of(), 3600);
  }

  @Test
  void anOrphanGoesWhenItIsOldEnough() throws Exception {
    upload(new HiddenName(FORGOTTEN, 1));
    disk.creation().createDirectory(new HiddenName(FORGOTTEN, 2), AreaPath.ROOT);
    assertThat(sweep(LATER, LATER)).hasSize(2);
    assertThat(sweep(AT_ONCE, LATER)).isEmpty();
  }

  @Test
  void whatAnOperationHasInHandStays() throws Exception {
    FileRow begun = bora.begin(RequestKind.MKDIR, "begun");
    upload(entry(begun, 1));
    FileRow journalled = bora.begin(RequestKind.MKDIR, "journalled");
    journal(journalled, 2);
    upload(entry(journalled, 1));
    upload(entry(journalled, 2));
    assertThat(sweep(AT_ONCE, AT_ONCE))
        .as("the entry of the earlier claim is of no use")
        .containsExactlyInAnyOrder("new/" + entry(begun, 1), "new/" + entry(journalled, 2));
    end(begun, Ending.done());
    end(journalled, Ending.done());
    assertThat(sweep(AT_ONCE, AT_ONCE)).isEmpty();
  }

  @Test
  void aPutWhoseTurlIsOutKeepsItsUpload() throws Exception {
    bora.put(600, 600, "f");
    FileRow row =
        bora.tools()
            .claims()
            .claimOldest(Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), 0, 1)
            .getFirst();
    journal(row, row.claim());
    upload(entry(row, row.claim()));
    bora.tools().journal().uploadReady(Claim.of(row), "file:///x", 600);
    assertThat(sweep(AT_ONCE, AT_ONCE)).containsExactly("new/" + entry(row, row.claim()));
  }

  @Test
  void whatWasTakenGoesOnlyIfItsOperationWasDone() throws Exception {
    take("forgotten", new HiddenName(FORGOTTEN, 1));
    FileRow failed = bora.begin(RequestKind.RM, "failed");
    take("failed", entry(failed, 1));
    end(failed, Ending.failed(TStatusCode.SRM_FAILURE, "stopped half-way"));
    FileRow done = bora.begin(RequestKind.RM, "done");
    take("done", entry(done, 1));
    end(done, Ending.done());
    assertThat(sweep(AT_ONCE, AT_ONCE))
        .containsExactlyInAnyOrder("taken/" + FORGOTTEN + ".1", "taken/" + entry(failed, 1));
    assertThat(bora.root().resolve(".bora/taken/" + FORGOTTEN + ".1"))
        .hasContent("somebody's data");
  }

  @Test
  void blocksStayLonger() throws Exception {
    ObjectId object = new ObjectId(1, 1);
    disk.removal().adoptTake(new HiddenName(FORGOTTEN, 1), object);
    FileRow running = bora.begin(RequestKind.RM, "running");
    disk.removal().adoptTake(entry(running, 1), object);
    assertThat(sweep(AT_ONCE, LATER)).hasSize(2);
    assertThat(sweep(LATER, AT_ONCE)).containsExactly("taken/" + entry(running, 1));
    end(running, Ending.done());
    assertThat(sweep(LATER, AT_ONCE)).isEmpty();
  }

  @Test
  void whatIsNotBorasStays() throws Exception {
    Files.writeString(bora.root().resolve(".bora/new/stranger"), "x");
    assertThat(sweep(AT_ONCE, AT_ONCE)).containsExactly("new/stranger");
  }

  @Test
  void whoMustStopSweepsNothing() throws Exception {
    upload(new HiddenName(FORGOTTEN, 1));
    new SweepJob(bora.tools(), LATER, AT_ONCE, AT_ONCE).run(() -> false);
    assertThat(hidden()).hasSize(1);
  }
}
