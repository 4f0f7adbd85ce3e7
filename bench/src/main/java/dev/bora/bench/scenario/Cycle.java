// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.load.Submitters;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.bench.server.Usage;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/**
 * The full cycle: clients commit one request after the other, each by itself, while workers are at
 * it. How many go through in a second, from the first submission to the last end?
 *
 * @param requests how many, unless it is too many for the contender
 * @param submitters threads that submit as fast as they can
 * @param fsyncMicros added to each fsync
 * @param patience for all of it
 */
public record Cycle(String name, int requests, int submitters, int fsyncMicros, Duration patience)
    implements Scenario {
  private static final int WARM_UP = 5_000;

  @Override
  public Scenario warmUp() {
    return new Cycle(name, Math.min(requests, WARM_UP), submitters, fsyncMicros, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Target target = server.fresh("bench");
    contender.create(target);
    Stage stage = new Stage(server, name, contender.name(), repetition);
    Ledger ledger = new Ledger(Math.min(requests, contender.most()));
    try (Session session = contender.open(target, ledger)) {
      session.start(1, 1);
      Usage before = Usage.now(server);
      long start = System.nanoTime();
      Submitters.run(submitters, ledger.size(), session::submit);
      boolean _ = ledger.await(patience);
      int ended = (int) (ledger.size() - ledger.left());
      SequencedMap<String, Double> values = stage.costs(before, ledger);
      values.putFirst(Stage.RATE, Stage.perSecond(ended, ledger.lastDone() - start));
      return stage.measurement(values, List.of());
    }
  }
}
