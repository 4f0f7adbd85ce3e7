// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.bench.server.Usage;
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

  private static final int WARM_UP = 10_000;

  /** What is made harder, or shared by more, is for the fastest that can drain as many. */
  @Override
  public boolean suits(Contender contender) {
    boolean shared = workers == 1 || (contender.isFastest() && contender.most() >= requests);
    return shared && hindrance.suits(contender, requests);
  }

  @Override
  public Scenario warmUp() {
    return new Drain(
        name, Math.min(requests, WARM_UP), workers, fsyncMicros, Hindrance.NONE, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Ledger ledger = new Ledger(Math.min(requests, contender.most()));
    Stage stage = new Stage(server, name, contender.name(), repetition);
    return hindrance.during(
        server, contender, ledger, target -> drain(stage, contender, target, ledger));
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
}
