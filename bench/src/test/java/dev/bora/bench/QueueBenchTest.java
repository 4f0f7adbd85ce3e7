// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contenders;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.scenario.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the benchmark works; what it measures here says nothing. */
class QueueBenchTest {
  private static final List<String> COSTS =
      List.of("cpu_us_client", "cpu_us_server", "fsyncs_per_request", "deadlocks");

  @Test
  @Timeout(600)
  void everyContenderDoesEveryRequestOnceAtEveryScenario() throws Exception {
    Path checkout = Path.of(System.getProperty("bora.test.mariadb")).resolve("../..").normalize();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    List<Measurement> measurements =
        new BenchCommand(checkout, new PrintStream(told, true, StandardCharsets.UTF_8))
            .queue(new Options(List.of("--quick")));
    for (Scenario scenario : Plans.quick()) {
      for (Contender contender : Contenders.ALL.stream().filter(scenario::suits).toList()) {
        assertThat(measurements)
            .filteredOn(one ->
                one.scenario().equals(scenario.name()) && one.contender().equals(contender.name()))
            .singleElement()
            .satisfies(QueueBenchTest::isWhole);
      }
    }
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("drain-slow-fsync");
  }

  private static void isWhole(Measurement measurement) {
    assertThat(measurement.value("unfinished")).as("unfinished, %s", measurement).isZero();
    assertThat(measurement.values().keySet()).containsAll(COSTS);
    if (measurement.scenario().equals("kill-one-of-two")) {
      // how often a body was run only its process knows
      assertThat(measurement.value("seconds_after_kill")).isPositive();
      assertThat(measurement.value("cpu_us_client")).isPositive();
      return;
    }
    assertThat(measurement.value("repeated")).as("repeated, %s", measurement).isZero();
    if (measurement.scenario().equals("fairness")) {
      double aim = Math.max(3 * measurement.value("idle_p50_ms"), 50);
      assertThat(measurement.value("p50_ms")).isLessThan(10 * aim);
    }
    if (measurement.curve().isEmpty()) {
      assertThat(measurement.value("per_second")).isPositive();
    } else {
      assertThat(measurement.value("p50_ms")).isPositive();
      assertThat(measurement.value("p99_ms")).isGreaterThanOrEqualTo(measurement.value("p50_ms"));
    }
  }
}
