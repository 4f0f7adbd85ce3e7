// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.load;

import dev.bora.bench.report.Measurement.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/** Histograms of nanoseconds, told in milliseconds. */
public final class Latencies {
  private static final int DIGITS = 3;
  private static final double NANOS = 1e6;

  private Latencies() {}

  public static Histogram empty() {
    return new Histogram(DIGITS);
  }

  /** All of these. */
  public static Histogram of(AtomicLongArray nanos) {
    Histogram histogram = empty();
    for (int index = 0; index < nanos.length(); index++) {
      histogram.recordValue(nanos.get(index));
    }
    return histogram;
  }

  public static void put(Map<String, Double> values, Histogram histogram) {
    values.put("p50_ms", histogram.getValueAtPercentile(50) / NANOS);
    values.put("p90_ms", histogram.getValueAtPercentile(90) / NANOS);
    values.put("p99_ms", histogram.getValueAtPercentile(99) / NANOS);
    values.put("p999_ms", histogram.getValueAtPercentile(99.9) / NANOS);
    values.put("max_ms", histogram.getMaxValue() / NANOS);
  }

  /** Finer towards 100 %. */
  public static List<Point> curve(Histogram histogram) {
    List<Point> points = new ArrayList<>();
    histogram
        .percentiles(5)
        .forEach(step ->
            points.add(
                new Point(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo() / NANOS)));
    return points;
  }
}
