// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.bench.load.Latencies;
import dev.bora.bench.load.Schedule;
import dev.bora.bench.load.Submitters;
import dev.bora.bench.report.Flames;
import dev.bora.bench.report.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Loads on one frontend and one backend beside a door, one after the other, and what the processes
 * take.
 *
 * @param checkout of Bora
 * @param repetitions that count; one that does not comes before
 * @param flames of the nodes
 */
public record EndToEndBench(Path checkout, List<Load> loads, int repetitions, Flames flames) {
  private static final String CALLS = "calls";
  private static final String PROCESSES = "processes";

  /** What came of it. */
  public record Outcome(String server, List<Measurement> measurements) {}

  /** Measures all. */
  public Outcome run(Consumer<Measurement> progress) throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    Consumer<Measurement> keep =
        one -> {
          measurements.add(one);
          progress.accept(one);
        };
    try (Deployment deployment = Deployment.start(checkout)) {
      Map<String, Double> idle = residentMiB(deployment);
      List<Flames.Subject> subjects =
          deployment.loaded().stream()
              .map(node -> new Flames.Subject(node.name(), node.process().pid()))
              .toList();
      for (Load load : loads) {
        progress.accept(measure(deployment, load.warmUp(), 0));
        for (int repetition = 1; repetition <= repetitions; repetition++) {
          int number = repetition;
          keep.accept(
              flames.during(subjects, load.name(), () -> measure(deployment, load, number)));
        }
      }
      processes(deployment, idle).forEach(keep);
      return new Outcome(deployment.server().version(), measurements);
    }
  }

  private static Measurement measure(Deployment deployment, Load load, int repetition)
      throws Exception {
    AtomicLongArray took = new AtomicLongArray(load.units());
    AtomicIntegerArray asked = new AtomicIntegerArray(load.units());
    AtomicLongArray ready = new AtomicLongArray(load.units());
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    try (Clients clients = Clients.of(deployment::client, load.clients())) {
      String folder = deployment.surl(load.name() + "-" + repetition);
      Load.Work work = load.preparation().prepare(deployment, clients, folder);
      Consumption before = Consumption.now(deployment);
      Schedule schedule = new Schedule(System.nanoTime(), Math.max(1, load.rate()));
      Submitters.run(
          load.clients(),
          load.units(),
          unit -> {
            long begin = System.nanoTime();
            if (load.rate() > 0) {
              schedule.await(unit);
              begin = schedule.arrival(unit);
            }
            Load.Done done = work.run(unit);
            took.set(unit, System.nanoTime() - begin);
            asked.set(unit, done.askedAgain());
            ready.set(unit, done.ready().orElse(begin) - begin);
          });
      int count = load.units() * load.size();
      values.put("per_second", count * 1e9 / (System.nanoTime() - schedule.start()));
      Consumption.now(deployment).since(before, count, values);
      work.end();
    }
    Histogram histogram = Latencies.of(took);
    values.put("asked_again", IntStream.range(0, load.units()).map(asked::get).average().orElse(0));
    Latencies.put(values, histogram);
    Histogram untilReady = Latencies.of(ready);
    if (untilReady.getMaxValue() > 0) {
      values.put("ready_p50_ms", untilReady.getValueAtPercentile(50) / 1e6);
    }
    return new Measurement(CALLS, load.name(), repetition, values, Latencies.curve(histogram));
  }

  private static List<Measurement> processes(Deployment deployment, Map<String, Double> idle)
      throws IOException {
    Map<String, Double> after = residentMiB(deployment);
    SequencedMap<String, Double> starts = new LinkedHashMap<>();
    deployment.nodes().forEach(node -> starts.put(node.name(), node.startTime().toNanos() / 1e9));
    starts.put("database", deployment.startSeconds());
    List<Measurement> measurements = new ArrayList<>();
    starts.forEach((name, seconds) -> {
      SequencedMap<String, Double> values = new LinkedHashMap<>();
      values.put("start_s", seconds);
      values.put("idle_mib", idle.getOrDefault(name, Double.NaN));
      values.put("resident_mib", after.getOrDefault(name, Double.NaN));
      measurements.add(new Measurement(PROCESSES, name, 1, values, List.of()));
    });
    return measurements;
  }

  private static Map<String, Double> residentMiB(Deployment deployment) throws IOException {
    Map<String, Double> resident = new LinkedHashMap<>();
    for (NodeProcess node : deployment.nodes()) {
      resident.put(node.name(), NodeProcess.residentMiB(node.process().pid()));
    }
    resident.put("database", NodeProcess.residentMiB(deployment.server().pid()));
    return resident;
  }
}
