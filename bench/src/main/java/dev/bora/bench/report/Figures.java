// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import dev.bora.bench.report.Measurement.Point;
import java.util.List;
import java.util.Optional;

/** The repetitions of a run, put together. */
public record Figures(List<Measurement> measurements) {
  /** Copies them. */
  public Figures {
    measurements = List.copyOf(measurements);
  }

  /** In the order in which they were measured. */
  public List<String> scenarios() {
    return measurements.stream().map(Measurement::scenario).distinct().toList();
  }

  /** In the order of the first repetition, those that were measured at a scenario. */
  public List<String> contenders(String scenario) {
    return measurements.stream()
        .filter(one -> one.scenario().equals(scenario) && one.repetition() == 1)
        .map(Measurement::contender)
        .distinct()
        .toList();
  }

  /** A value over the repetitions; empty if it was not measured. */
  public Optional<Spread> spread(String scenario, String contender, String value) {
    List<Double> values =
        of(scenario, contender).stream()
            .filter(one -> one.values().containsKey(value))
            .map(one -> one.value(value))
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** The curve of the repetition whose p99 is the median, or the next above; empty if none. */
  public List<Point> curve(String scenario, String contender) {
    List<Measurement> some =
        of(scenario, contender).stream()
            .filter(one -> !one.curve().isEmpty())
            .sorted((a, b) -> Double.compare(a.value("p99_ms"), b.value("p99_ms")))
            .toList();
    return some.isEmpty() ? List.of() : some.get(some.size() / 2).curve();
  }

  /** The sum of a value over all that was measured of a contender. */
  public double sum(String contender, String value) {
    return measurements.stream()
        .filter(one -> one.contender().equals(contender) && one.values().containsKey(value))
        .mapToDouble(one -> one.value(value))
        .sum();
  }

  private List<Measurement> of(String scenario, String contender) {
    return measurements.stream()
        .filter(one -> one.scenario().equals(scenario) && one.contender().equals(contender))
        .toList();
  }
}
