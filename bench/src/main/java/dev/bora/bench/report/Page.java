// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import dev.bora.bench.report.Targets.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of {@code docs/performance.md} that a benchmark writes; the rest is people's. */
public final class Page {
  private Page() {}

  /**
   * Writes tables into the page, and plots and all figures beside it.
   *
   * @param docs folder of the documentation
   * @param name of the benchmark, in markers and file names
   * @param targets that the figures are held against; may be none
   */
  public static void write(
      Path docs, String name, Map<String, String> conditions, Figures figures, List<Target> targets)
      throws IOException {
    Path beside = Files.createDirectories(docs.resolve("performance"));
    Json.write(beside.resolve(name + ".json"), conditions, figures.measurements());
    StringBuilder text = new StringBuilder();
    conditions.forEach(
        (what, how) -> text.append("- ").append(what).append(": ").append(how).append('\n'));
    text.append(
        "- all figures, of each repetition: [%1$s.json](performance/%1$s.json)\n".formatted(name));
    if (!targets.isEmpty()) {
      text.append('\n').append(Targets.table(targets));
    }
    for (String scenario : figures.scenarios()) {
      text.append("\n### ").append(scenario).append("\n\n");
      text.append(Tables.of(figures, scenario));
      Optional<String> plot = Plots.of(figures, scenario);
      if (plot.isPresent()) {
        String file = name + "-" + scenario + ".svg";
        Files.writeString(beside.resolve(file), plot.get());
        text.append("\n![").append(scenario).append("](performance/").append(file).append(")\n");
      }
    }
    Path page = docs.resolve("performance.md");
    Files.writeString(page, between(Files.readString(page), name, text.toString()));
  }

  /** A page with another text between the markers of this name. */
  static String between(String page, String name, String text) {
    String begin = "<!-- " + name + ": begin -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf("<!-- " + name + ": end -->");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no markers of " + name);
    }
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }
}
