// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.Comparator;

/**
 * A file that waits from its first moment on.
 *
 * @param file which of the files it is that were added by the last statement, from 0
 */
public record NewReady(Line line, int file) implements Comparable<NewReady> {
  private static final Comparator<NewReady> BY_KEY =
      Comparator.comparing(NewReady::line).thenComparingInt(NewReady::file);

  @Override
  public int compareTo(NewReady other) {
    return BY_KEY.compare(this, other);
  }
}
