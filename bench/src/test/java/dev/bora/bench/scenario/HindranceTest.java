// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contenders;
import java.util.List;
import org.junit.jupiter.api.Test;

class HindranceTest {
  @Test
  void aHindranceIsForTheFastestThatCanDoAsManyAndThatHaveWhatItNeeds() {
    assertThat(suited(Hindrance.NONE, 100_000)).hasSameSizeAs(Contenders.ALL);
    assertThat(suited(Hindrance.SNAPSHOT, 100_000))
        .containsExactly("bora", "raw-jdbc-batched", "db-scheduler-lock");
    assertThat(suited(Hindrance.SNAPSHOT, 10_000)).contains("jobrunr").doesNotContain("quartz");
    assertThat(suited(Hindrance.FINISHED_ROWS, 10_000))
        .containsExactly("bora", "raw-jdbc-batched", "jobrunr");
  }

  private static List<String> suited(Hindrance hindrance, int requests) {
    return Contenders.ALL.stream()
        .filter(contender -> hindrance.suits(contender, requests))
        .map(Contender::name)
        .toList();
  }
}
