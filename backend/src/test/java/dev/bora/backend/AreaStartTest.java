// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Claims;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.filesystem.TestMount;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.RmArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backend that starts while one of its storage areas hangs or is read-only. */
@Timeout(120)
class AreaStartTest {
  private static final List<String> BOTH_WORK = List.of("cold WORKING", "data WORKING");
  private static final Outcome SILENT =
      new Outcome(
          "SRM_INTERNAL_ERROR", "Storage area cold does not answer at the moment, try again later");
  private static final Outcome READ_ONLY = new Outcome("SRM_FAILURE", "Read-only file system");

  @TempDir private Path folder;

  /** Its areas work: to be stopped, and started again when one does not. */
  private BackendFixture start(TestMount cold) throws Exception {
    Path data = Files.createDirectory(folder.resolve("area"));
    BackendFixture bora =
        new BackendFixture(folder, "area_start", Map.of("data", data, "cold", cold.directory()));
    await(() -> bora.areaStates().equals(BOTH_WORK));
    return bora;
  }

  @Test
  void itStartsBesideAFrozenAreaThatWorksWhenItThaws() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      Submission early = bora.putTo("cold", "early");
      Files.writeString(bora.turl(early), "x");
      bora.stop();
      Submission held = bora.putTo("cold", "held");
      FileRow claimed = claim(bora.forerunner());
      TestMount.Frozen freeze = cold.freeze();
      bora.start();
      await(() -> bora.areaStates().equals(List.of("cold HUNG", "data WORKING")));
      assertThat(bora.health().statusCode()).isEqualTo(200);
      assertThat(bora.health().body())
          .contains("\"storage-area cold\":\"HUNG: its opening has not returned within 5 s\"")
          .doesNotContain("storage-area data");

      Submission waiting = bora.putTo("cold", "waiting");
      bora.nudge(waiting);
      assertRefused(bora, SILENT);
      assertThat(bora.putDone(early)).isEqualTo(SILENT);
      assertOtherAreaWorks(bora, SILENT);
      assertThat(bora.row(early).state()).isEqualTo(FileState.READY);
      assertThat(bora.row(waiting).state()).isEqualTo(FileState.QUEUED);
      await(() -> isGivenBack(bora.row(held)));

      freeze.close();
      await(() -> bora.areaStates().equals(BOTH_WORK));
      assertThat(bora.health().body()).doesNotContain("storage-area");
      assertThat(bora.ls("cold").statusCode()).isEqualTo("SRM_SUCCESS");
      assertThat(bora.turl(waiting)).exists();
      assertThat(bora.turl(held)).exists();
      assertThat(bora.row(held).claim()).isGreaterThan(claimed.claim());
      assertThat(bora.putDone(early).statusCode()).isEqualTo("SRM_SUCCESS");
      // By a job that skipped the area before.
      await(() -> "00790079".equals(entry(bora, "early").checksumValue()));
    }
  }

  private static FileRow claim(Fence fence) {
    Requester alice = new Requester(ALICE.dn(), ALICE.vo(), ALICE.fqans());
    return new Claims(fence)
        .claimOldest(Line.ofWork("cold", RequestKind.PUT, alice.share()), 0, 1)
        .getFirst();
  }

  private static LsEntry entry(BackendFixture bora, String path) {
    LsArgs args = new LsArgs(List.of(new PathRef("cold", path)), true, 1, 0, 100, null);
    return bora.calls().ls(as(ALICE), args).entries().getFirst();
  }

  private static void assertRefused(BackendFixture bora, Outcome refusal) {
    PathRef path = new PathRef("cold", "d");
    assertThat(bora.ls("cold")).isEqualTo(refusal);
    assertThat(bora.calls().mkdir(as(ALICE), new MkdirArgs(path))).isEqualTo(refusal);
    assertThat(bora.calls().mv(as(ALICE), new MvArgs(path, new PathRef("cold", "e"))))
        .isEqualTo(refusal);
  }

  private static void assertOtherAreaWorks(BackendFixture bora, Outcome refusal) throws Exception {
    Submission other = bora.putTo("data", "other");
    Files.writeString(bora.turl(other), "z");
    assertThat(bora.putDone(other).statusCode()).isEqualTo("SRM_SUCCESS");
    List<PathRef> both = List.of(new PathRef("data", "other"), new PathRef("cold", "f"));
    assertThat(bora.calls().rm(as(ALICE), new RmArgs(both)))
        .containsExactly(new Outcome("SRM_SUCCESS", null), refusal);
    assertThat(bora.ls("data").statusCode()).isEqualTo("SRM_SUCCESS");
  }

  @Test
  void itStartsBesideAReadOnlyAreaThatWorksWhenItTakesChanges() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      bora.stop();
      Submission held = bora.putTo("cold", "held");
      FileRow claimed = claim(bora.forerunner());
      cold.remount(true);
      bora.start();
      await(() -> bora.areaStates().equals(List.of("cold READ_ONLY", "data WORKING")));
      assertThat(bora.health().statusCode()).isEqualTo(200);
      assertThat(bora.health().body())
          .contains("\"storage-area cold\":\"READ_ONLY: Read-only file system at its opening\"");
      Submission put = bora.putTo("cold", "f");
      bora.nudge(put);
      assertRefused(bora, READ_ONLY);
      assertOtherAreaWorks(bora, READ_ONLY);
      assertThat(bora.row(put).state()).isEqualTo(FileState.QUEUED);
      await(() -> isGivenBack(bora.row(held)));

      cold.remount(false);
      assertThat(bora.turl(put)).exists();
      assertThat(bora.turl(held)).exists();
      assertThat(bora.row(held).claim()).isGreaterThan(claimed.claim());
      assertThat(bora.ls("cold").statusCode()).isEqualTo("SRM_SUCCESS");
      await(() -> bora.areaStates().equals(BOTH_WORK));
    }
  }

  @Test
  void itIsUnwellAndStopsWhileItsOnlyAreaHangs() throws Exception {
    try (TestMount cold = TestMount.of("xfs");
        BackendFixture bora =
            new BackendFixture(folder, "area_start", Map.of("cold", cold.directory()))) {
      bora.stop();
      TestMount.Frozen freeze = cold.freeze();
      bora.start();
      bora.stop();
      bora.start();
      assertThat(bora.health().statusCode()).isEqualTo(503);
      assertThat(bora.health().body())
          .contains("storage area cold is HUNG: its opening has not returned within 5 s");
      freeze.close();
      await(() -> bora.health().statusCode() == 200);
      Submission put = bora.putTo("cold", "f");
      assertThat(bora.turl(put)).exists();
    }
  }

  @Test
  void aMistakeStopsItWhateverHangsBeside() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      bora.stop();
      Files.move(bora.root, folder.resolve("elsewhere"));
      try (TestMount.Frozen _ = cold.freeze()) {
        assertThatThrownBy(bora::start)
            .isInstanceOf(IOException.class)
            .hasMessage("openat " + bora.root + ": No such file or directory");
      }
    }
  }

  /** Taken over, and then nobody's. */
  private static boolean isGivenBack(FileRow row) {
    return row.adoptions() == 1 && row.state() == FileState.QUEUED && row.owner() == null;
  }
}
