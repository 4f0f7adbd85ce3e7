// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.drill.exercise.Clusters;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every drill at a small size. */
class DrillIT {

  private static final Duration SHORT = Duration.ofSeconds(12);
  private static final long SEED = 4711;

  private static final Clusters CLUSTERS = new Clusters();

  @AfterAll
  static void stop() {
    CLUSTERS.close();
  }

  static List<String> names() {
    return Drills.all().stream().filter(drill -> drill.fewRounds() > 0).map(Drill::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void passes(String name) throws Exception {
    Drill drill = Drills.named(name).orElseThrow();
    Drills.Result result =
        Drills.run(drill, new DrillOptions(drill.fewRounds(), SHORT, SEED), CLUSTERS);
    assertThat(result.passed())
        .as(() -> result.line() + "\n" + result.folder() + "\n" + findings(result))
        .isTrue();
  }

  private static String findings(Drills.Result result) {
    try {
      return Files.readString(result.folder().resolve("findings.txt"));
    } catch (IOException e) {
      return "(no findings: " + e.getMessage() + ")";
    }
  }
}
