// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on {@code deadline}. */
public interface DeadlineMapper {
  /** Look at files again: when, and which. */
  @Insert(
      """
      INSERT IGNORE INTO deadline (at, file_id) VALUES ${rows}
      """)
  void add(@Param("rows") Rows rows);

  /** Look at these files again in so many seconds. */
  default void in(int seconds, Ids ids) {
    add(Rows.of(ids.list(), id -> at(seconds) + ',' + id));
  }

  /**
   * Look again at the files that were added by the last statement.
   *
   * @param seconds in so many, for each of them
   */
  default void forInserted(List<Integer> seconds) {
    add(Rows.of(seconds.size(), file -> at(seconds.get(file)) + ',' + InsertedIds.id(file)));
  }

  private static String at(int seconds) {
    return "UTC_TIMESTAMP(6) + INTERVAL " + seconds + " SECOND";
  }

  /** What is due, oldest first. */
  @Select(
      """
      SELECT at, file_id FROM deadline WHERE at <= UTC_TIMESTAMP(6)
      ORDER BY at, file_id LIMIT #{most}
      """)
  List<Due> due(@Param("most") int most);

  /** It was looked at. */
  @Delete("DELETE FROM deadline WHERE at = #{at} AND file_id = #{fileId}")
  int remove(@Param("at") Instant at, @Param("fileId") long fileId);

  /** A file to look at. */
  record Due(Instant at, long fileId) {}
}
