// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import java.util.List;

/** The median of some repetitions, and the least and the greatest of them. */
public record Spread(double median, double least, double greatest) {

  /** Of these, in any order; the median of an even number is the mean of the two in the middle. */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
