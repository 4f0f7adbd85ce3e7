// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Shared;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.load.Latencies;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.bench.server.Usage;
import java.time.Duration;
import java.util.SequencedMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What one user's single requests take, one after the other: on an idle queue, and while all of
 * another user's backlog waits and is being worked off.
 *
 * @param backlog requests of the other user
 * @param singles requests at each time, at most: those that began while there was a backlog
 * @param patience for all of it
 */
public record Fairness(String name, int backlog, int singles, Duration patience)
    implements Scenario {
  private static final int WARM_UP = 3_000;
  private static final int SINGLE = 1;
  private static final long LOOK_NANOS = 50_000;

  @Override
  public boolean suits(Contender contender) {
    return contender.hasUsers();
  }

  @Override
  public Scenario warmUp() {
    return new Fairness(name, Math.min(backlog, WARM_UP), singles, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Target target = server.fresh("bench");
    contender.create(target);
    Stage stage = new Stage(server, name, contender.name(), repetition);
    Ledger ledger = new Ledger(backlog + 2 * singles);
    try (Shared session = (Shared) contender.open(target, ledger)) {
      session.start(1, 1);
      Usage before = Usage.now(server);
      Histogram idle = Latencies.empty();
      for (int number = backlog; number < backlog + singles; number++) {
        idle.recordValue(one(session, ledger, number));
      }
      session.hold(0, true);
      session.submitAll(0, backlog);
      session.hold(0, false);
      Histogram beside = Latencies.empty();
      int number = backlog + singles;
      while (number < ledger.size() && ledger.left() > ledger.size() - number) {
        beside.recordValue(one(session, ledger, number++));
      }
      while (number < ledger.size()) {
        // The backlog is over: these count for nothing.
        session.submitFor(SINGLE, number++);
      }
      boolean _ = ledger.await(patience);
      SequencedMap<String, Double> values = stage.costs(before, ledger);
      values.put("beside", (double) beside.getTotalCount());
      values.put("idle_p50_ms", idle.getValueAtPercentile(50) / 1e6);
      Latencies.put(values, beside);
      return stage.measurement(values, Latencies.curve(beside));
    }
  }

  private long one(Shared session, Ledger ledger, int number) throws Exception {
    long begin = System.nanoTime();
    session.submitFor(SINGLE, number);
    while (ledger.doneAt(number) == 0) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        throw new TimeoutException("request " + number + " has not ended");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return ledger.doneAt(number) - begin;
  }
}
