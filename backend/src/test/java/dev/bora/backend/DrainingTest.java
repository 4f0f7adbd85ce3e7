// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static dev.bora.backend.BackendFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Wish;
import dev.bora.rpc.client.BackendUnavailableException;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is taken out of service, as its directors, frontends and operators see it. */
@Timeout(120)
class DrainingTest {
  private static final MkdirArgs MKDIR = new MkdirArgs(path("made"));

  @TempDir private Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "draining");
  }

  @AfterEach
  void stop() {
    bora.close();
  }

  private void want(Wish wish) {
    bora.database.run(tables -> tables.wishes().want("backend-1", wish));
  }

  private List<IncarnationState> states() {
    return bora.database.<List<IncarnationRow>>call(t -> t.incarnations().live()).stream()
        .filter(row -> row.role() == NodeRole.BACKEND)
        .map(IncarnationRow::state)
        .toList();
  }

  @Test
  void whatIsQueuedWaitsUntilItWorksAgain() {
    want(Wish.DRAIN);
    await(() -> bora.health().statusCode() == 503);
    assertThat(bora.health().body()).contains("it drains, as an operator wants it to");
    await(() -> states().equals(List.of(IncarnationState.DRAINING)));
    await(this::refuses);
    Submission put = bora.put(ALICE, "waiting");
    // Several looks of the claim loop later.
    await(() -> beats() > 3);
    assertThat(bora.row(put).state()).isEqualTo(FileState.QUEUED);
    bora.database.run(tables -> tables.wishes().forget("backend-1"));
    assertThat(bora.turl(put)).exists();
    await(() -> bora.health().statusCode() == 200);
    await(() -> !refuses());
  }

  private boolean refuses() {
    try {
      PingReply _ = bora.calls().ping(as(ALICE), new PingArgs());
      return false;
    } catch (BackendUnavailableException refused) {
      return true;
    }
  }

  private int beats;
  private IncarnationRow last;

  /** How many beats were seen since this was asked first. */
  private int beats() {
    IncarnationRow now =
        bora.database.<List<IncarnationRow>>call(t -> t.incarnations().live()).getFirst();
    if (last == null || !now.beatAt().equals(last.beatAt())) {
      last = now;
      beats++;
    }
    return beats;
  }

  @Test
  void callsAreRefusedUndone() {
    want(Wish.DRAIN);
    await(this::refuses);
    assertThatThrownBy(() -> bora.calls().mkdir(as(ALICE), MKDIR))
        .isInstanceOf(BackendUnavailableException.class);
    assertThat(bora.root.resolve("made")).doesNotExist();
  }

  @Test
  void oneThatHoldsNothingIsGoneWhenItHasStopped() {
    Submission put = bora.put(ALICE, "done");
    assertThat(bora.turl(put)).exists();
    want(Wish.LEAVE);
    bora.stop();
    assertThat(states()).isEmpty();
    assertThat(bora.database.<Wish>call(t -> t.wishes().of(1))).isNull();
  }
}
