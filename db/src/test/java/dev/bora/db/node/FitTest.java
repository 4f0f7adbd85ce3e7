// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FitTest {
  private static final Duration STALE = Duration.ofSeconds(10);
  private static final int ROUNDS = 100;

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("fit");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Essentials here are a root and a colour: roots clash, colours do not. */
  private static Fit fit(String essentials, Duration stale) {
    String root = essentials.substring(0, essentials.indexOf(' '));
    return new Fit(
        essentials,
        theirs ->
            theirs.isEmpty() || theirs.startsWith(root + " ")
                ? List.of()
                : List.of("root: " + root + " here, " + theirs.split(" ", 2)[0] + " there"),
        text -> text.isEmpty() ? Duration.ZERO : stale);
  }

  private static NewIncarnation node(String name, String essentials) {
    return new NewIncarnation(
        NodeRole.BACKEND, name, name + ":1", "1", digest(essentials), "boot", 1);
  }

  private static String digest(String essentials) {
    return essentials.replace(" ", "").replace("/", "") + "-and-more";
  }

  private long register(String name, String essentials) {
    return database.call(tables -> fit(essentials, STALE).register(tables, node(name, essentials)));
  }

  private void age(long epoch, int seconds) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE beat SET beat_at = beat_at - INTERVAL %d SECOND WHERE epoch = %d"
              .formatted(seconds, epoch));
      connection.commit();
    }
  }

  private List<String> nodes() {
    return database.call(t -> t.incarnations().live()).stream().map(IncarnationRow::node).toList();
  }

  @Test
  void whoClashesIsRefusedWithWhatDiffersAndFromWhom() {
    long first = register("backend-1", "/a red");
    long second = register("backend-2", "/a red");
    assertThatThrownBy(() -> register("backend-3", "/b red"))
        .isInstanceOf(UnfitNodeException.class)
        .hasMessage(
            "backend-3 does not fit backend-1 (epoch %d), backend-2 (epoch %d): root: /b here, /a there",
            first, second);
    assertThat(nodes()).containsExactly("backend-1", "backend-2");
    assertThat(
            database.<String>call(
                t -> String.valueOf(t.siteConfigs().essentials(digest("/b red")))))
        .as("nothing is left of it")
        .isEqualTo("null");
  }

  @Test
  void aChangeIsRolledInNodeByNodeAndOneAtATime() {
    register("backend-1", "/a red");
    register("backend-2", "/a red");
    register("frontend-1", "/a red");
    register("backend-1", "/a blue");
    assertThatThrownBy(() -> register("backend-2", "/a green"))
        .isInstanceOf(UnfitNodeException.class)
        .hasMessage(
            "two configurations are in use already: ablue-an by backend-1; ared-and by frontend-1; "
                + "finish rolling one in first");
    register("backend-2", "/a red");
    register("backend-2", "/a blue");
    register("frontend-1", "/a blue");
    register("backend-2", "/a green");
  }

  @Test
  void aThirdIsToldWhoHasTheOtherTwo() {
    register("a", "/a red");
    register("b", "/a red");
    register("c", "/a blue");
    assertThatThrownBy(() -> register("d", "/a green"))
        .hasMessage(
            "two configurations are in use already: ared-and by a, b; ablue-an by c; "
                + "finish rolling one in first");
  }

  @Test
  void aForerunnerThatMayStillWorkCanClashButIsNoConfigurationInUse() throws Exception {
    NewIncarnation elsewhere =
        new NewIncarnation(
            NodeRole.BACKEND, "backend-1", "old-host:1", "1", digest("/a red"), "boot", 1);
    long first = database.call(t -> fit("/a red", STALE).register(t, elsewhere));
    assertThatThrownBy(() -> register("backend-1", "/b red"))
        .isInstanceOf(UnfitNodeException.class);
    register("backend-1", "/a blue");
    register("backend-1", "/a green");
    register("backend-2", "/a red");
    age(first, 60);
    register("backend-1", "/a red");
  }

  @Test
  void whoIsStaleOrGoneDoesNotCountAndWhoIsFencedDoes() throws Exception {
    long first = register("backend-1", "/a red");
    database.run(t -> t.incarnations().move(first, IncarnationState.UP, IncarnationState.FENCED));
    assertThatThrownBy(() -> register("backend-2", "/b red"))
        .isInstanceOf(UnfitNodeException.class);
    age(first, 9);
    assertThatThrownBy(() -> register("backend-2", "/b red"))
        .isInstanceOf(UnfitNodeException.class);
    age(first, 1);
    long second = register("backend-2", "/b red");
    database.run(t -> t.incarnations().move(second, IncarnationState.UP, IncarnationState.GONE));
    register("backend-3", "/c red");
  }

  @Test
  void theLongerStaleTimeCounts() throws Exception {
    long patient =
        database.call(
            t -> fit("/a red", Duration.ofMinutes(1)).register(t, node("backend-1", "/a red")));
    age(patient, 30);
    Fit both =
        new Fit(
            "/b red",
            _ -> List.of("root"),
            text -> Duration.ofSeconds(text.startsWith("/a") ? 60 : 5));
    assertThatThrownBy(() -> database.call(t -> both.register(t, node("backend-2", "/b red"))))
        .isInstanceOf(UnfitNodeException.class);
    age(patient, 31);
    database.call(t -> both.register(t, node("backend-2", "/b red")));
  }

  @Test
  void whoseProcessIsKnownToBeGoneFromThisHostDoesNotCount() {
    Fit red = fit("/a red", STALE);
    database.call(t ->
        red.register(
            t,
            new NewIncarnation(
                NodeRole.DOOR, "door", "host:1", "1", "red", "boot", Integer.MAX_VALUE)));
    Fit other = fit("/b red", STALE);
    NewIncarnation elsewhere = node("elsewhere", "/b red");
    assertThatThrownBy(() -> database.call(t -> other.register(t, elsewhere)))
        .isInstanceOf(UnfitNodeException.class);
    database.call(t ->
        other.register(
            t, new NewIncarnation(NodeRole.DOOR, "door-2", "host:2", "1", "b", "boot", 1)));
  }

  @Test
  void whoWasSilentAsksAgain() throws Exception {
    long first = register("frontend-1", "/a red");
    age(first, 11);
    register("backend-1", "/b red");
    assertThatThrownBy(
            () -> database.run(t -> fit("/a red", STALE).require(t, node("frontend-1", "/a red"))))
        .isInstanceOf(UnfitNodeException.class)
        .hasMessageStartingWith("frontend-1 does not fit backend-1 (epoch ");
  }

  @Test
  void whoNotedNothingClashesWithNobodyButIsAConfiguration() {
    database.run(t -> t.incarnations().insert(node("old", "/old release")));
    register("a", "/a red");
    assertThatThrownBy(() -> register("b", "/a blue"))
        .hasMessageStartingWith("two configurations are in use already: ");
  }

  /** Without the lock, both see nobody, in most of the rounds. */
  @Test
  void ofTwoThatClashAndRegisterAtOnceOneIsRefused() throws Exception {
    race("/%d red", "/%d0 red", 1);
  }

  @Test
  void ofThreeConfigurationsThatRegisterAtOnceTwoAreLetIn() throws Exception {
    race("/a red%d", "/a blue%d", 2, "/a green%d");
  }

  private void race(String first, String second, int letIn, String... more) throws Exception {
    List<String> patterns = new ArrayList<>(List.of(first, second));
    patterns.addAll(List.of(more));
    CyclicBarrier together = new CyclicBarrier(patterns.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(patterns.size())) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int each = 0; each < patterns.size(); each++) {
          String name = "node-" + each;
          String essentials = patterns.get(each).formatted(round);
          attempts.add(() -> {
            together.await();
            return registers(name, essentials);
          });
        }
        int in = 0;
        for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
          in += attempt.get() ? 1 : 0;
        }
        assertThat(in).as("round %d", round).isEqualTo(letIn);
        Set<String> digests =
            database.call(t -> t.incarnations().live()).stream()
                .map(IncarnationRow::configDigest)
                .collect(Collectors.toSet());
        assertThat(digests).hasSize(letIn);
        leave();
      }
    }
    assertThat(database.retries()).as("nobody deadlocks").isZero();
  }

  private boolean registers(String name, String essentials) {
    try {
      register(name, essentials);
      return true;
    } catch (UnfitNodeException refused) {
      return false;
    }
  }

  private void leave() {
    database.run(tables -> {
      for (IncarnationRow row : tables.incarnations().live()) {
        tables.incarnations().move(row.epoch(), row.state(), IncarnationState.GONE);
      }
    });
  }
}
