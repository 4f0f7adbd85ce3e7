// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.report.Flames;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.scenario.Scenario;
import dev.bora.bench.server.BenchServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Contenders at scenarios, on the same servers, in turn: in each repetition another one begins.
 *
 * @param checkout of Bora
 * @param repetitions that count
 * @param warm whether one comes before that does not
 * @param flames of this process; those of workers in processes of their own are not looked at
 */
record QueueBench(
    Path checkout,
    List<Scenario> scenarios,
    List<Contender> contenders,
    int repetitions,
    boolean warm,
    Flames flames) {

  /** What came of it. */
  record Outcome(String server, List<Measurement> measurements) {}

  /** Measures all. */
  Outcome run(Consumer<Measurement> progress) throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    String version = "";
    Map<Integer, List<Scenario>> byServer = new TreeMap<>();
    for (Scenario scenario : scenarios) {
      byServer.computeIfAbsent(scenario.fsyncMicros(), _ -> new ArrayList<>()).add(scenario);
    }
    for (Map.Entry<Integer, List<Scenario>> some : byServer.entrySet()) {
      try (BenchServer server = BenchServer.start(checkout, some.getKey())) {
        version = server.version();
        for (Scenario scenario : some.getValue()) {
          measure(server, scenario, measurements, progress);
        }
      }
    }
    return new Outcome(version, measurements);
  }

  private void measure(
      BenchServer server,
      Scenario scenario,
      List<Measurement> measurements,
      Consumer<Measurement> progress)
      throws Exception {
    List<Contender> order = new ArrayList<>(contenders.stream().filter(scenario::suits).toList());
    for (int repetition = warm ? 0 : 1; repetition <= repetitions; repetition++) {
      for (Contender contender : order) {
        Scenario now = repetition == 0 ? scenario.warmUp() : scenario;
        int number = repetition;
        Measurement measurement =
            flames.during(
                List.of(new Flames.Subject(contender.name(), ProcessHandle.current().pid())),
                scenario.name(),
                () -> now.run(server, contender, number));
        progress.accept(measurement);
        if (repetition > 0) {
          measurements.add(measurement);
        }
      }
      if (repetition > 0) {
        Collections.rotate(order, 1);
      }
    }
  }
}
