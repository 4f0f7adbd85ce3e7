// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/**
 * Ids that a statement names. They are part of its text, as numbers: a parameter for each costs
 * MyBatis more time than all else about a statement on a hundred rows.
 *
 * @param list at least one
 */
public record Ids(List<Long> list) {
  /** Copies the list. */
  public Ids {
    list = ImmutableList.copyOf(list);
    if (list.isEmpty()) {
      throw new IllegalArgumentException("a statement on no rows");
    }
  }

  /** Of some rows. */
  public static Ids of(Collection<Long> ids) {
    return new Ids(ImmutableList.copyOf(ids));
  }

  /** Of one row. */
  public static Ids of(long id) {
    return new Ids(ImmutableList.of(id));
  }

  /**
   * As a table with the column {@code id}, each id once, in their order. One alone is no function's
   * table, which the server would have to make first.
   */
  public String table() {
    if (list.size() == 1) {
      return "(SELECT " + list.getFirst() + " AS id)";
    }
    StringJoiner text =
        new StringJoiner(",", "JSON_TABLE('[", "]', '$[*]' COLUMNS (id BIGINT PATH '$'))");
    list.stream().sorted().distinct().forEach(id -> text.add(Long.toString(id)));
    return text.toString();
  }

  /** In parentheses, for IN. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",", "(", ")");
    list.forEach(id -> text.add(Long.toString(id)));
    return text.toString();
  }
}
