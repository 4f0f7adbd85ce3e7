// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.load.Latencies;
import dev.bora.bench.load.Schedule;
import dev.bora.bench.load.Submitters;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.bench.server.Usage;
import java.time.Duration;
import java.util.SequencedMap;
import org.HdrHistogram.Histogram;

/**
 * Requests arrive at a fixed rate, whatever becomes of those before. A latency is counted from the
 * moment at which its request was to arrive, so a client that comes late because others were slow
 * does not hide it (no coordinated omission).
 *
 * @param rate a second
 * @param seconds for which they arrive
 * @param fsyncMicros added to each fsync
 * @param hindrance what makes it harder
 * @param patience after the last arrival: what has not ended then counts as if it ended there
 */
public record Arrivals(
    String name, int rate, int seconds, int fsyncMicros, Hindrance hindrance, Duration patience)
    implements Scenario {
  private static final int WARM_UP_SECONDS = 3;
  private static final int SUBMITTERS = 16;

  /** For what has not ended in time, where all that is behind would have to be written anew. */
  private static final Duration REST = Duration.ofMinutes(1);

  @Override
  public boolean suits(Contender contender) {
    return hindrance.suits(contender, rate * seconds);
  }

  @Override
  public Scenario warmUp() {
    return new Arrivals(
        name, rate, Math.min(seconds, WARM_UP_SECONDS), fsyncMicros, Hindrance.NONE, patience);
  }

  @Override
  public Measurement run(BenchServer server, Contender contender, int repetition) throws Exception {
    Ledger ledger = new Ledger(rate * seconds);
    Stage stage = new Stage(server, name, contender.name(), repetition);
    return hindrance.during(
        server, contender, ledger, target -> arrive(stage, contender, target, ledger));
  }

  private Measurement arrive(Stage stage, Contender contender, Target target, Ledger ledger)
      throws Exception {
    try (Session session = contender.open(target, ledger)) {
      session.start(1, 1);
      Usage before = Usage.now(stage.server());
      Schedule schedule = new Schedule(System.nanoTime(), rate);
      Submitters.run(
          SUBMITTERS,
          ledger.size(),
          number -> {
            schedule.await(number);
            session.submit(number);
          });
      long last = schedule.arrival(ledger.size() - 1);
      boolean _ = ledger.await(patience.minusNanos(Math.max(0, System.nanoTime() - last)));
      Histogram histogram = latencies(ledger, schedule, System.nanoTime());
      SequencedMap<String, Double> values = stage.costs(before, ledger);
      Latencies.put(values, histogram);
      if (hindrance == Hindrance.FINISHED_ROWS) {
        boolean _ = ledger.await(REST);
      }
      return stage.measurement(values, Latencies.curve(histogram));
    }
  }

  /** In nanoseconds, from the intended arrivals; what has not ended does at {@code end}. */
  static Histogram latencies(Ledger ledger, Schedule schedule, long end) {
    Histogram histogram = Latencies.empty();
    for (int number = 0; number < ledger.size(); number++) {
      long done = ledger.doneAt(number);
      long latency = (done == 0 ? end : done) - schedule.arrival(number);
      histogram.recordValue(Math.max(1, latency));
    }
    return histogram;
  }
}
