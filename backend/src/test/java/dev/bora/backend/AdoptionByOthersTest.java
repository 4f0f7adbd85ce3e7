// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Calls;
import dev.bora.db.queue.Calls.Begun;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Journal;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.db.table.Step;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend beside one that does not beat, which holds files. */
class AdoptionByOthersTest {
  @TempDir private Path folder;
  private BackendFixture bora;
  private Fence dead;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "adoption_by_others");
    dead = bora.register("backend-2");
  }

  @AfterEach
  void stop() {
    bora.close();
  }

  @Test
  void whatItHadClaimedIsGoneOnWith() {
    Submission put = claimedByTheDead("claimed");
    assertThat(bora.turl(put)).exists();
    FileRow row = bora.row(put);
    assertThat(row.adoptions()).isOne();
    assertThat(row.backend()).isEqualTo("backend-1");
    await(() -> incarnation(dead).state() == IncarnationState.GONE);
  }

  @Test
  void whatItHadBegunRunsAloneAndIsReady() {
    Submission put = claimedByTheDead("begun");
    intend(bora.row(put));
    assertThat(bora.turl(put)).exists();
    assertThat(bora.row(put).state()).isEqualTo(FileState.READY);
    assertThat(bora.row(put).suspect()).isFalse();
  }

  @Test
  void whatKilledThreeBackendsIsGivenUp() throws Exception {
    Submission put = claimedByTheDead("poison");
    intend(bora.row(put));
    execute("UPDATE request_file SET suspect = TRUE, alone = TRUE, deaths = 2");
    await(() -> bora.row(put).state().isFinal());
    FileRow row = bora.row(put);
    assertThat(row.deaths()).isEqualTo(3);
    assertThat(row.state()).isEqualTo(FileState.FAILED);
    assertThat(row.explanation())
        .isEqualTo("Given up: 3 backends of the site stopped while they worked on it");
    assertThat(bora.held()).isZero();
  }

  @Test
  void anAbortReachesWhatADeadBackendPrepares() {
    Submission put = claimedByTheDead("aborted");
    CompletableFuture<Outcome> abort =
        CompletableFuture.supplyAsync(
            () -> bora.calls().abortRequest(as(ALICE), new AbortRequestArgs(put.token())));
    await(() -> bora.row(put).abortCall() != null);
    assertThat(abort.join().statusCode()).isEqualTo("SRM_SUCCESS");
    assertThat(bora.row(put).state()).isEqualTo(FileState.ABORTED);
    assertThat(bora.held()).isZero();
  }

  @Test
  void aCallThatNobodyWaitsForIsNotBegun() {
    FileRow row = mkdirOfTheDead("late", 0);
    // The dead had locked its path, and come no further.
    execute(
        "INSERT INTO path_lock (area, path, file_id, kind, settled)"
            + " SELECT area, path, id, 'FILE', FALSE FROM request_file WHERE state = 'RUNNING' AND id = "
            + row.id());
    await(() -> row(row.id()).state().isFinal());
    assertThat(row(row.id()).status()).isEqualTo(TStatusCode.SRM_REQUEST_TIMED_OUT);
    assertThat(bora.root.resolve("late")).doesNotExist();
    assertThat(bora.held()).isZero();
  }

  @Test
  void aCallThatIsWaitedForIsGoneOnWith() {
    FileRow row = mkdirOfTheDead("inTime", 60);
    await(() -> row(row.id()).state().isFinal());
    assertThat(row(row.id()).status()).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(bora.root.resolve("inTime")).isDirectory();
  }

  @Test
  void aFencedBackendBeginsAnew() {
    IncarnationRow before = live("backend-1");
    bora.database.run(
        t -> t.incarnations().move(before.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    await(() -> live("backend-1").epoch() > before.epoch());
    MkdirArgs args = new MkdirArgs(BackendFixture.path("anew"));
    assertThat(bora.calls().mkdir(as(ALICE), args).statusCode()).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("anew")).isDirectory();
  }

  @Test
  void aClaimWhoseCommitWasInDoubtIsFound() throws Exception {
    IncarnationRow live = live("backend-1");
    Submission put = claimedBy(new Fence(bora.database, live.epoch(), live.node()), "doubtful");
    assertThat(bora.turl(put)).exists();
    assertThat(bora.row(put).adoptions()).isZero();
  }

  private Submission claimedByTheDead(String path) {
    return claimedBy(dead, path);
  }

  /** Another name is tried when the running backend was quicker. */
  private Submission claimedBy(Fence fence, String path) {
    Submission put = bora.put(ALICE, path);
    long share = new Requester(ALICE.dn(), ALICE.vo(), ALICE.fqans()).share();
    if (!new Claims(fence)
        .claimNamed(Line.ofWork("data", RequestKind.PUT, share), List.of(put.file()))
        .isEmpty()) {
      return put;
    }
    Outcome _ = bora.calls().abortRequest(as(ALICE), new AbortRequestArgs(put.token()));
    return claimedBy(fence, path + "x");
  }

  private void intend(FileRow row) {
    new Journal(dead).intend(Claim.of(row), new Intent(Step.CREATE, null, row.claim()), List.of());
  }

  private FileRow mkdirOfTheDead(String path, int patienceSeconds) {
    Begun begun =
        new Calls(dead)
            .begin(
                new NewRequest(
                    UUID.randomUUID().toString(),
                    RequestKind.MKDIR,
                    new Requester(ALICE.dn(), ALICE.vo(), ALICE.fqans()),
                    null,
                    "127.0.0.1",
                    "frontend-1",
                    List.of(),
                    TOverwriteMode.NEVER,
                    false,
                    0,
                    patienceSeconds,
                    List.of(NewFile.accepted("srm://h/" + path, Place.of("data", path), null))));
    return ((Begun.Mine) begun).files().getFirst();
  }

  private FileRow row(long id) {
    return Objects.requireNonNull(bora.database.call(tables -> tables.files().byId(id)));
  }

  private IncarnationRow incarnation(Fence fence) {
    return Objects.requireNonNull(
        bora.database.call(tables -> tables.incarnations().lockForUpdate(fence.epoch())));
  }

  private IncarnationRow live(String node) {
    return bora.database.call(tables -> tables.incarnations().watched()).stream()
        .filter(row -> row.node().equals(node))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private void execute(String statement) {
    try (java.sql.Connection connection = bora.database.dataSource().getConnection();
        java.sql.Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
      connection.commit();
    } catch (java.sql.SQLException exception) {
      throw new AssertionError(exception);
    }
  }
}
