// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.TestMount;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.RmArgs;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A storage area that hangs or is read-only on this host, beside one that works. */
@Timeout(120)
class AreaHangTest {
  private static final String SILENT =
      "Storage area cold does not answer at the moment, try again later";

  private static final int MORE_THAN_THREADS = AreaLimits.DEFAULT.threads() + 4;

  /** Of one area, which are worked on at a time. */
  private static final int LANE = 50;

  @TempDir private Path folder;

  private BackendFixture start(TestMount cold) throws Exception {
    Path data = Files.createDirectory(folder.resolve("area"));
    BackendFixture bora =
        new BackendFixture(folder, "area_hang", Map.of("data", data, "cold", cold.directory()));
    await(() -> bora.areaStates().equals(List.of("cold WORKING", "data WORKING")));
    return bora;
  }

  @Test
  void whatIsForAFrozenAreaWaitsAndNothingElseDoes() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      Submission early = bora.putTo("cold", "early");
      Files.writeString(bora.turl(early), "x");
      List<Submission> inHand;
      Submission waiting;
      try (TestMount.Frozen _ = cold.freeze()) {
        // Claimed before anybody can know: some hang in the kernel, the others wait for a thread.
        inHand =
            IntStream.range(0, MORE_THAN_THREADS)
                .mapToObj(number -> bora.putTo("cold", "in-hand-" + number))
                .toList();
        await(() -> areAll(bora, inHand, FileState.RUNNING));
        await(() -> bora.health().body().contains("\"storage-area cold\":\"HUNG: "));
        assertThat(bora.health().statusCode()).isEqualTo(200);
        assertThat(bora.health().body()).doesNotContain("storage-area data");
        await(() -> bora.areaStates().equals(List.of("cold HUNG", "data WORKING")));

        waiting = bora.putTo("cold", "waiting");
        bora.nudge(waiting);
        assertRefused(bora, early);
        assertOtherAreaWorks(bora);
        assertThat(bora.row(waiting).state()).isEqualTo(FileState.QUEUED);
        assertThat(bora.row(waiting).owner()).isNull();
        assertThat(areAll(bora, inHand, FileState.RUNNING)).isTrue();
      }
      await(() -> bora.areaStates().equals(List.of("cold WORKING", "data WORKING")));
      assertThat(bora.health().body()).doesNotContain("storage-area");
      assertThat(bora.putDone(early).statusCode()).isEqualTo("SRM_SUCCESS");
      assertThat(cold.directory().resolve("early")).hasContent("x");
      for (Submission put : Stream.concat(inHand.stream(), Stream.of(waiting)).toList()) {
        Files.writeString(bora.turl(put), "y");
        assertThat(bora.putDone(put).statusCode()).isEqualTo("SRM_SUCCESS");
      }
      assertThat(cold.directory().resolve("in-hand-0")).hasContent("y");
      assertThat(cold.directory().resolve("waiting")).hasContent("y");
      assertThat(bora.held()).isZero();
    }
  }

  @Test
  void whatCannotBeBegunHereGoesBackToTheQueue() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      List<Submission> puts;
      try (TestMount.Frozen _ = cold.freeze()) {
        puts =
            IntStream.range(0, LANE + 10)
                .mapToObj(number -> bora.putTo("cold", "f" + number))
                .toList();
        // Those that are claimed in time, before anybody can know.
        await(() -> puts.stream().filter(put -> isNobodys(bora, put)).count() > 0);
      }
      for (Submission put : puts) {
        Files.writeString(bora.turl(put), "y");
        assertThat(bora.putDone(put).statusCode()).isEqualTo("SRM_SUCCESS");
      }
      assertThat(bora.held()).isZero();
    }
  }

  private static boolean isNobodys(BackendFixture bora, Submission put) {
    FileRow row = bora.row(put);
    return row.state() == FileState.QUEUED && row.owner() == null && row.claim() > 0;
  }

  private static boolean areAll(BackendFixture bora, List<Submission> puts, FileState state) {
    return puts.stream().allMatch(put -> bora.row(put).state() == state);
  }

  /** At once, and before any row is written. */
  private static void assertRefused(BackendFixture bora, Submission early) {
    Outcome silent = new Outcome("SRM_INTERNAL_ERROR", SILENT);
    assertThat(bora.ls("cold")).isEqualTo(silent);
    String operation = UUID.randomUUID().toString();
    MkdirArgs args = new MkdirArgs(new PathRef("cold", "d"));
    assertThat(bora.calls().mkdir(as(ALICE, operation), args)).isEqualTo(silent);
    assertThat(bora.database.<Boolean>call(t -> t.requests().byToken(operation) == null)).isTrue();
    assertThat(bora.putDone(early)).isEqualTo(silent);
    assertThat(bora.row(early).state()).isEqualTo(FileState.READY);
  }

  private static void assertOtherAreaWorks(BackendFixture bora) throws Exception {
    Submission other = bora.putTo("data", "other");
    Files.writeString(bora.turl(other), "z");
    assertThat(bora.putDone(other).statusCode()).isEqualTo("SRM_SUCCESS");
    List<PathRef> both = List.of(new PathRef("data", "other"), new PathRef("cold", "f"));
    assertThat(bora.calls().rm(as(ALICE), new RmArgs(both)))
        .containsExactly(
            new Outcome("SRM_SUCCESS", null), new Outcome("SRM_INTERNAL_ERROR", SILENT));
    assertThat(bora.ls("data").statusCode()).isEqualTo("SRM_SUCCESS");
  }

  @Test
  void aReadOnlyAreaIsListedAndNotClaimedFor() throws Exception {
    try (TestMount cold = TestMount.of("ext4");
        BackendFixture bora = start(cold)) {
      cold.remount(true);
      await(() -> bora.areaStates().equals(List.of("cold READ_ONLY", "data WORKING")));
      assertThat(bora.health().body())
          .contains("\"storage-area cold\":\"READ_ONLY: Read-only file system\"");
      Submission put = bora.putTo("cold", "f");
      bora.nudge(put);
      assertThat(bora.ls("cold").statusCode()).isEqualTo("SRM_SUCCESS");
      assertThat(bora.calls().mkdir(as(ALICE), new MkdirArgs(new PathRef("cold", "d"))))
          .isEqualTo(new Outcome("SRM_FAILURE", "Read-only file system"));
      Submission other = bora.putTo("data", "other");
      assertThat(bora.turl(other)).exists();
      assertThat(bora.row(put).state()).isEqualTo(FileState.QUEUED);
      cold.remount(false);
      assertThat(bora.turl(put)).exists();
    }
  }

  @Test
  void onlyABackendWithoutAnyAreaIsUnwell() throws Exception {
    try (TestMount one = TestMount.of("ext4");
        TestMount two = TestMount.of("xfs");
        BackendFixture bora =
            new BackendFixture(
                folder, "area_hang", Map.of("one", one.directory(), "two", two.directory()))) {
      try (TestMount.Frozen _ = one.freeze()) {
        await(() -> bora.health().body().contains("storage-area one"));
        assertThat(bora.health().statusCode()).isEqualTo(200);
        try (TestMount.Frozen _ = two.freeze()) {
          await(() -> bora.health().statusCode() == 503);
          HttpResponse<String> unwell = bora.health();
          assertThat(unwell.body())
              .contains("storage area one is HUNG: a change has not returned within 5 s")
              .contains("storage area two is HUNG: a change has not returned within 5 s");
        }
        await(() -> bora.health().statusCode() == 200);
        assertThat(bora.health().body()).contains("storage-area one");
      }
      await(() -> !bora.health().body().contains("storage-area"));
    }
  }
}
