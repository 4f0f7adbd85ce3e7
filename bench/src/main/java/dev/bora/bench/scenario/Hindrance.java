// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What makes it harder for all contenders alike. */
public enum Hindrance {
  /** Nothing. */
  NONE,
  /** A transaction of somebody's, REPEATABLE READ, that began before and stays open. */
  SNAPSHOT,
  /** Ten million finished requests in the same tables. */
  FINISHED_ROWS;

  private static final int FINISHED = 10_000_000;

  /**
   * Whether a contender can be measured so: anyone can without a hindrance; with one it is for the
   * fastest that can do as many requests, and that keep what is finished.
   */
  boolean suits(Contender contender, int requests) {
    boolean keeps = this != FINISHED_ROWS || !contender.finishedRows(FINISHED).isEmpty();
    return this == NONE || (keeps && contender.isFastest() && contender.most() >= requests);
  }

  /** Something that is measured on a contender's tables. */
  interface Measured {
    Measurement on(Target target) throws Exception;
  }

  /**
   * Measures with it.
   *
   * @param ledger of what is to be done
   */
  Measurement during(BenchServer server, Contender contender, Ledger ledger, Measured measured)
      throws Exception {
    Target target = target(server, contender);
    try (Connection _ = hold(server)) {
      return measured.on(target);
    } finally {
      leave(server, contender, ledger);
    }
  }

  /**
   * A contender's tables, with nothing in them that is to be done. Filling them takes minutes: what
   * was done before is behind as well in the next repetition.
   */
  private Target target(BenchServer server, Contender contender) throws Exception {
    String schema = schema(contender);
    if (this == FINISHED_ROWS && server.has(schema)) {
      return server.target(schema);
    }
    Target target = server.fresh(schema);
    contender.create(target);
    if (this == FINISHED_ROWS) {
      fill(server, target, contender.finishedRows(FINISHED));
    }
    return target;
  }

  /** A connection that is to stay open meanwhile. */
  private Connection hold(BenchServer server) throws SQLException {
    Connection connection = server.connect();
    if (this == SNAPSHOT) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      }
    }
    return connection;
  }

  /** What was not done in time is not left to the next repetition. */
  private void leave(BenchServer server, Contender contender, Ledger ledger) throws SQLException {
    if (this == FINISHED_ROWS && ledger.left() > 0) {
      server.execute("DROP DATABASE " + schema(contender));
    }
  }

  private String schema(Contender contender) {
    return this == FINISHED_ROWS ? "behind_" + contender.name().replace('-', '_') : "bench";
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
