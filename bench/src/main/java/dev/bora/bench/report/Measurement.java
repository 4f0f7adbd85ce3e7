// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What one run of a scenario by a contender gave.
 *
 * @param repetition from 1
 * @param values by name, which says its unit
 * @param curve latencies of a run of arrivals, else empty
 */
public record Measurement(
    String scenario,
    String contender,
    int repetition,
    SequencedMap<String, Double> values,
    List<Point> curve) {

  /** Copies them. */
  public Measurement {
    values = Collections.unmodifiableSequencedMap(new java.util.LinkedHashMap<>(values));
    curve = List.copyOf(curve);
  }

  /**
   * A point of a distribution.
   *
   * @param percentile 0 to 100
   * @param millis up to which so many ended
   */
  public record Point(double percentile, double millis) {}

  /** A value that it has, or NaN. */
  public double value(String name) {
    return ((Map<String, Double>) values).getOrDefault(name, Double.NaN);
  }
}
