// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows whose columns are aligned, below their headings. */
final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; as many values as headings. */
  void row(Object... values) {
    rows.add(Stream.of(values).map(Columns::oneLine).toList());
  }

  private static String oneLine(Object value) {
    return value.toString().replaceAll("\\p{Cntrl}+", " ");
  }

  /** The lines; {@code none} in place of them if there are no rows. */
  String text() {
    if (rows.size() == 1) {
      return "none\n";
    }
    List<Integer> widths =
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(
                column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toList();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String value = row.get(column);
        line.append(value).repeat(' ', widths.get(column) - value.length()).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
