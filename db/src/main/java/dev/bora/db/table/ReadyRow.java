// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.Comparator;

/** A row of {@code ready}, which is its key. */
public record ReadyRow(Line line, long fileId) implements Comparable<ReadyRow> {
  private static final Comparator<ReadyRow> BY_KEY =
      Comparator.comparing(ReadyRow::line).thenComparingLong(ReadyRow::fileId);

  @Override
  public int compareTo(ReadyRow other) {
    return BY_KEY.compare(this, other);
  }
}
