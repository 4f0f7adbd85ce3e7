// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.site.binding.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documentation says what the records say: every key, no other, same defaults and limits. */
final class SiteReferenceTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");

  @Test
  void documentationHasEveryKeyAndNoOther() throws IOException {
    List<String> documented = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split(" \\| ", 4);
        assertThat(cells).as(line).hasSize(4);
        assertThat(cells[3].replace("|", "")).as("the meaning in " + line).isNotBlank();
        documented.add(String.join(" | ", List.of(cells).subList(0, 3)));
      }
    }
    List<String> expected =
        Reference.of(Site.class, SiteScalars.ALL).stream().map(SiteReferenceTest::row).toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String row(Reference key) {
    return "| `" + key.path() + "` | " + key.byDefault() + " | " + key.permitted();
  }
}
