// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.bench.server.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/**
 * All requests are there before the workers start: how fast are they claimed and durably completed,
 * from the first body that runs to the last end?
 *
 * @param requests how many, unless it is too many for the contender
 * @param workers how many there are
 * @param fsyncMicros added to each fsync
 * @param hindrance what makes it harder
 * @param patience for all of it
 */
public record Drain(
    String name, int requests, int workers, int fsyncMicros, Hindrance hindrance, Duration patience)
    implements Scenario {

  /** What makes it harder. */
  public enum Hindrance {
    /** Nothing. */
    NONE,
    /** A transaction of somebody's, REPEATABLE READ, that began before and stays open. */
    SNAPSHOT,
    /** Ten million finished requests in the same tables. */
    FINISHED_ROWS
  }

  private static final int WARM_UP = 10_000;
  private static final int FINISHED = 10_000_000;

  /** What is made harder, or shared by more, is for the fastest that can drain as many. */
  @Override
  public boolean suits(Contender contender) {
    boolean plain = workers == 1 && hindrance == Hindrance.NONE;
    boolean keeps =
        hindrance != Hindrance.FINISHED_ROWS || !contender.finishedRows(FINISHED).isEmpty();
    return plain || (keeps && contender.isFastest() && contender.most() >= requests);
  }

  @Override
  public Scenario warmUp() {
    return new Drain(
        name, Math.min(requests, WARM_UP), workers, fsyncMicros, Hindrance.NONE, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Target target = target(server, contender);
    try (Connection other = server.connect()) {
      if (hindrance == Hindrance.SNAPSHOT) {
        openSnapshot(other);
      }
      return drain(
          new Stage(server, name, contender.name(), repetition),
          contender,
          target,
          new Ledger(Math.min(requests, contender.most())));
    }
  }

  /**
   * Filling one takes minutes: what was drained before is behind as well in the next repetition.
   */
  private Target target(BenchServer server, Contender contender) throws Exception {
    boolean behind = hindrance == Hindrance.FINISHED_ROWS;
    String schema = behind ? "behind_" + contender.name().replace('-', '_') : "bench";
    if (behind && server.has(schema)) {
      return server.target(schema);
    }
    Target target = server.fresh(schema);
    contender.create(target);
    if (behind) {
      fill(server, target, contender.finishedRows(FINISHED));
    }
    return target;
  }

  private Measurement drain(Stage stage, Contender contender, Target target, Ledger ledger)
      throws Exception {
    try (Session session = contender.open(target, ledger)) {
      session.submitAll(0, ledger.size());
      Usage before = Usage.now(stage.server());
      session.start(1, workers);
      boolean _ = ledger.await(patience);
      int ended = (int) (ledger.size() - ledger.left());
      SequencedMap<String, Double> values = stage.costs(before, ledger);
      values.putFirst(Stage.RATE, Stage.perSecond(ended, ledger.lastDone() - ledger.firstRun()));
      return stage.measurement(values, List.of());
    }
  }

  private static void openSnapshot(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    }
  }

  private static void fill(BenchServer server, Target target, List<String> statements)
      throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + target.schema());
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
