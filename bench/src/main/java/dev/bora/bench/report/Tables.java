// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Figures as tables in Markdown. */
public final class Tables {
  /** Columns and the values in them. */
  private static final SequencedMap<String, String> COLUMNS = columns();

  private Tables() {}

  private static SequencedMap<String, String> columns() {
    SequencedMap<String, String> columns = new java.util.LinkedHashMap<>();
    columns.put("a second", "per_second");
    columns.put("idle: p50, ms", "idle_p50_ms");
    columns.put("TURL after: p50, ms", "ready_p50_ms");
    columns.put("p50, ms", "p50_ms");
    columns.put("p99, ms", "p99_ms");
    columns.put("max, ms", "max_ms");
    columns.put("from the kill to the end, s", "seconds_after_kill");
    columns.put("CPU of the client, µs", "cpu_us_client");
    columns.put("CPU of the frontend, µs", "cpu_us_frontend");
    columns.put("CPU of the backend, µs", "cpu_us_backend");
    columns.put("CPU of the database, µs", "cpu_us_server");
    columns.put("fsyncs", "fsyncs_per_request");
    columns.put("statements", "statements_per_request");
    columns.put("asked again", "asked_again");
    columns.put("started after, s", "start_s");
    columns.put("resident after the start, MiB", "idle_mib");
    columns.put("resident after all loads, MiB", "resident_mib");
    columns.put("deadlocks", "deadlocks");
    columns.put("unfinished", "unfinished");
    return columns;
  }

  /** A table of all contenders at a scenario: medians, with the least and the greatest. */
  public static String of(Figures figures, String scenario) {
    List<String> contenders = figures.contenders(scenario);
    List<Map.Entry<String, String>> columns =
        COLUMNS.entrySet().stream()
            .filter(column ->
                contenders.stream()
                    .anyMatch(one -> figures.spread(scenario, one, column.getValue()).isPresent()))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(line("", columns.stream().map(Map.Entry::getKey).toList()));
    lines.add(line("---", columns.stream().map(_ -> "---:").toList()));
    for (String contender : contenders) {
      lines.add(
          line(
              contender,
              columns.stream()
                  .map(column -> cell(figures.spread(scenario, contender, column.getValue())))
                  .toList()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(String first, List<String> cells) {
    return "| " + first + " | " + String.join(" | ", cells) + " |";
  }

  private static String cell(Optional<Spread> spread) {
    return spread
        .map(of ->
            of.least() == of.greatest()
                ? number(of.median())
                : "%s (%s–%s)"
                    .formatted(number(of.median()), number(of.least()), number(of.greatest())))
        .orElse("–");
  }

  /** With three digits that count, or whole. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', '\u202f');
  }
}
