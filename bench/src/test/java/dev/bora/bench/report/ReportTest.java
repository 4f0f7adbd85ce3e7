// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.bench.report.Targets.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static Measurement rate(String scenario, String contender, int repetition, double rate) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("per_second", rate);
    values.put("deadlocks", 0.0);
    return new Measurement(scenario, contender, repetition, values, List.of());
  }

  private static final Figures FIGURES =
      new Figures(
          List.of(
              rate("drain", "bora", 1, 1000),
              rate("drain", "db-scheduler-fetch", 1, 100),
              rate("drain", "db-scheduler-lock", 1, 400),
              rate("drain", "bora", 2, 3000),
              rate("drain", "bora", 3, 2400),
              rate("drain-snapshot", "bora", 1, 1200)));

  @Test
  void aTargetIsHeldAgainstTheMedianAndTheBestOfTheOthers() {
    assertThat(Targets.of(FIGURES))
        .contains(new Target("drain, times db-scheduler's best", 5, true, 6))
        .contains(new Target("slower by, with a snapshot open", 0.3, false, 0.5))
        .contains(new Target("deadlocks of Bora, all runs", 0, false, 0))
        .hasSize(3);
    assertThat(Targets.of(FIGURES)).extracting(Target::isMet).containsExactly(true, false, true);
  }

  @Test
  void theCeilingIsTheBestOfItsVariants() {
    Figures figures =
        new Figures(
            List.of(
                rate("cycle", "bora", 1, 900),
                rate("cycle", "raw-jdbc", 1, 600),
                rate("cycle", "raw-jdbc-batched", 1, 1200)));
    assertThat(Targets.of(figures))
        .contains(new Target("full cycle, of the ceiling's best", 0.7, true, 0.75));
  }

  @Test
  void singleRequestsBesideABacklogMayTakeThreeTimesWhatTheyTakeAlone() {
    assertThat(Targets.of(fairness(20, 55))).contains(beside(60, 55));
    assertThat(Targets.of(fairness(4, 55))).contains(beside(50, 55));
  }

  private static Figures fairness(double alone, double beside) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("idle_p50_ms", alone);
    values.put("p50_ms", beside);
    return new Figures(List.of(new Measurement("fairness", "bora", 1, values, List.of())));
  }

  private static Target beside(double wanted, double measured) {
    return new Target(
        "single requests beside a backlog of another user, p50 in ms", wanted, false, measured);
  }

  @Test
  void tablesTellMedianAndSpread() {
    assertThat(Tables.of(FIGURES, "drain"))
        .contains("| bora | 2\u202f400 (1\u202f000–3\u202f000) | 0 |")
        .contains("| db-scheduler-lock | 400 | 0 |");
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Tables.number(0.123)).isEqualTo("0.12");
    assertThat(Tables.number(12.34)).isEqualTo("12.3");
    assertThat(Tables.number(1234.4)).isEqualTo("1\u202f234");
    assertThat(Tables.number(0)).isEqualTo("0");
  }

  @Test
  void onlyWhatIsBetweenTheMarkersIsReplaced(@TempDir Path docs) throws Exception {
    Files.writeString(
        docs.resolve("performance.md"),
        "before\n<!-- queue: begin -->\nold\n<!-- queue: end -->\nafter\n");
    Page.write(docs, "queue", Map.of("java", "25"), FIGURES, Targets.of(FIGURES));
    assertThat(Files.readString(docs.resolve("performance.md")))
        .startsWith("before\n<!-- queue: begin -->\n- java: 25\n")
        .contains("[queue.json](performance/queue.json)")
        .contains("### drain-snapshot")
        .doesNotContain("old")
        .endsWith("<!-- queue: end -->\nafter\n");
    assertThat(docs.resolve("performance/queue-drain.svg"))
        .content()
        .contains("<svg")
        .contains("bora");
    assertThat(docs.resolve("performance/queue.json"))
        .content()
        .contains("\"java\" : \"25\"")
        .contains("\"per_second\" : 2400.0");
    assertThatThrownBy(() -> Page.between("no markers", "queue", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachNineIsAsFarAsTheOneBefore() {
    double nine = Plots.x(90) - Plots.x(0);
    assertThat(Plots.x(99) - Plots.x(90))
        .isEqualTo(nine, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(Plots.y(1) - Plots.y(10))
        .isEqualTo(Plots.y(10) - Plots.y(100), org.assertj.core.data.Offset.offset(1e-6));
  }
}
