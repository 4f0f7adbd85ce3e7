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
  /** Look at these files again in so many seconds. */
  @Insert(
      """
      <script>
      INSERT IGNORE INTO deadline (at, file_id) VALUES
      <foreach collection="ids.list" item="id" separator=",">(UTC_TIMESTAMP(6) + INTERVAL ${seconds} SECOND, ${id})</foreach>
      </script>
      """)
  void in(@Param("seconds") int seconds, @Param("ids") Ids ids);

  /** As {@link #in}, for the files that were added by the last statement, in their order. */
  @Insert(
      """
      <script>
      INSERT INTO deadline (at, file_id) VALUES
      <foreach collection="seconds" item="some" index="file" separator=",">(UTC_TIMESTAMP(6) + INTERVAL ${some} SECOND, LAST_INSERT_ID() + ${file} * @@auto_increment_increment)</foreach>
      </script>
      """)
  void forInserted(@Param("seconds") List<Integer> seconds);

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
