// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Rows that a statement inserts, as its text has them after VALUES: numbers, words of our own and
 * what the server computes, nothing that came from outside. MyBatis would take longer to put such a
 * row together than the server takes to insert it.
 */
public final class Rows {
  private final String text;

  private Rows(StringJoiner rows) {
    if (rows.length() == 0) {
      throw new IllegalArgumentException("a statement without rows");
    }
    this.text = rows.toString();
  }

  /** One for each of these, without its parentheses. */
  public static <T> Rows of(List<T> rows, Function<T, String> values) {
    StringJoiner text = new StringJoiner(",");
    rows.forEach(row -> text.add("(" + values.apply(row) + ")"));
    return new Rows(text);
  }

  /** So many, without their parentheses, from 0. */
  public static Rows of(int rows, IntFunction<String> values) {
    StringJoiner text = new StringJoiner(",");
    for (int row = 0; row < rows; row++) {
      text.add("(" + values.apply(row) + ")");
    }
    return new Rows(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
