// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.bench.endtoend.Load;
import dev.bora.bench.endtoend.Loads;
import dev.bora.bench.report.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the benchmark works; what it measures here says nothing. */
class EndToEndBenchTest {

  @Test
  @Timeout(600)
  void everyLoadIsDoneAndEveryProcessIsLookedAt() throws Exception {
    Path checkout = Path.of(System.getProperty("bora.test.mariadb")).resolve("../..").normalize();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    List<Measurement> measurements =
        new BenchCommand(checkout, new PrintStream(told, true, StandardCharsets.UTF_8))
            .endToEnd(new Options(List.of("--quick", "--flames")));
    for (Load load : Loads.quick()) {
      assertThat(measurements)
          .filteredOn(one -> one.contender().equals(load.name()))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.value("per_second")).isPositive();
            assertThat(one.value("p99_ms")).isGreaterThanOrEqualTo(one.value("p50_ms"));
          });
      assertThat(checkout.resolve("bench/target/flame-%s-backend.html".formatted(load.name())))
          .isNotEmptyFile();
    }
    assertThat(measurements)
        .filteredOn(one -> one.scenario().equals("processes"))
        .hasSize(4)
        .allSatisfy(one -> {
          assertThat(one.value("start_s")).isPositive();
          assertThat(one.value("resident_mib")).isGreaterThan(10);
        });
    assertThat(measurements).extracting(Measurement::contender).contains("door");
    double idle = median(measurements, "put");
    assertThat(median(measurements, "put-beside-1000-files"))
        .as("beside another user's files, ten times what is aimed at; %s ms when idle", idle)
        .isLessThan(10 * Math.max(3 * idle, 50));
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("new-connection");
  }

  private static double median(List<Measurement> measurements, String load) {
    return measurements.stream()
        .filter(one -> one.contender().equals(load))
        .findFirst()
        .orElseThrow()
        .value("p50_ms");
  }
}
