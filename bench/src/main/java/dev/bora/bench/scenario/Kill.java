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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * Two worker processes drain, and when a third is done one is killed. How long is it until all is
 * done, what the dead one held included? The database is asked, for nobody else knows; what that
 * and the start of the processes cost is counted in.
 *
 * @param requests how many, unless it is too many for the contender
 * @param fastestOnly whether it is for the fastest way of each queue only
 * @param patience after the kill, and before it
 */
public record Kill(String name, int requests, boolean fastestOnly, Duration patience)
    implements Scenario {
  private static final long LOOK_MILLIS = 20;

  @Override
  public boolean suits(Contender contender) {
    return contender.takesOver() && (contender.isFastest() || !fastestOnly);
  }

  @Override
  public Scenario warmUp() {
    return new Kill(name, 100, fastestOnly, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Target target = server.fresh("bench");
    contender.create(target);
    int size = Math.min(requests, contender.most());
    try (Session session = contender.open(target, new Ledger(size))) {
      session.submitAll(0, size);
    }
    Usage before = Usage.now(server);
    Process victim = WorkerProcess.start(contender, target, size, 1);
    Process survivor = WorkerProcess.start(contender, target, size, 2);
    try (Connection connection = server.connect()) {
      connection.setCatalog(target.schema());
      awaitLeft(connection, contender, size * 2L / 3);
      Duration lost = Usage.cpu(victim.toHandle());
      victim.destroyForcibly();
      long killed = System.nanoTime();
      long left = awaitLeft(connection, contender, 0);
      double seconds = (System.nanoTime() - killed) / 1e9;
      Duration workers = lost.plus(Usage.cpu(survivor.toHandle()));
      SequencedMap<String, Double> values =
          Stage.costs(Usage.now(server).since(before).with(workers), size - left);
      values.putFirst("seconds_after_kill", seconds);
      values.put("unfinished", (double) left);
      return new Measurement(name, contender.name(), repetition, values, List.of());
    } finally {
      victim.destroyForcibly();
      survivor.destroyForcibly().waitFor();
    }
  }

  /** Waits until no more than so many are left; answers how many are. */
  private long awaitLeft(Connection connection, Contender contender, long atMost)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = left(connection, contender);
    while (left > atMost && System.nanoTime() < end) {
      // nothing tells of another process's commits: the table has to be looked at
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      left = left(connection, contender);
    }
    return left;
  }

  private static long left(Connection connection, Contender contender) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(contender.leftQuery())) {
      results.next();
      return results.getLong(1);
    }
  }
}
