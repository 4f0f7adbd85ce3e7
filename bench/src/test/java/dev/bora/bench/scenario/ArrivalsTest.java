// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.bench.contender.Ledger;
import dev.bora.bench.load.Schedule;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void latencyCountsFromTheIntendedArrivalAndWhatIsUnfinishedToTheEnd() {
    Ledger ledger = new Ledger(2);
    long start = System.nanoTime() - 10 * SECOND;
    ledger.done(0);
    Histogram histogram = Arrivals.latencies(ledger, new Schedule(start, 1), start + 31 * SECOND);
    assertThat(histogram.getTotalCount()).isEqualTo(2);
    assertThat(histogram.getMinValue()).isCloseTo(10 * SECOND, Percentage.withPercentage(5));
    assertThat(histogram.getMaxValue()).isCloseTo(30 * SECOND, Percentage.withPercentage(1));
  }

  @Test
  void ratesAreBySecond() {
    assertThat(Stage.perSecond(500, 2 * SECOND)).isEqualTo(250);
  }
}
