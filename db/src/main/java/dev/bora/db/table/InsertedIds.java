// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The ids of rows that were inserted by one statement for each table: ids of one statement follow
 * each other, whatever others insert meanwhile, as the number of rows is in its text.
 *
 * @param step from one to the next: {@code auto_increment_increment}, which Galera sets
 */
public record InsertedIds(long firstRequest, long firstFile, int step) {
  /** In a statement after the one that has inserted it: the id of a row, from 0. */
  public static String id(int row) {
    return "LAST_INSERT_ID() + " + row + " * @@auto_increment_increment";
  }

  /** Of a request, in the order of the statement, from 0. */
  public long requestId(int request) {
    return firstRequest + (long) request * step;
  }

  /** Of so many files, in the order of the statement. */
  public List<Long> fileIds(int files) {
    return IntStream.range(0, files).mapToObj(file -> firstFile + (long) file * step).toList();
  }
}
