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
  /** Look at this file again in so many seconds. */
  @Insert(
      """
      INSERT IGNORE INTO deadline (at, file_id)
      VALUES (UTC_TIMESTAMP(6) + INTERVAL #{seconds} SECOND, #{fileId})
      """)
  void in(@Param("seconds") int seconds, @Param("fileId") long fileId);

  /** Look at the queued files of a new request again in so many seconds. */
  @Insert(
      """
      INSERT INTO deadline (at, file_id)
      SELECT UTC_TIMESTAMP(6) + INTERVAL #{seconds} SECOND, id FROM request_file
      WHERE request_id = #{requestId} AND state = 'QUEUED' AND area IS NOT NULL
      ORDER BY id
      """)
  void allIn(@Param("seconds") int seconds, @Param("requestId") long requestId);

  /** Forget the refused files of a new request in so many seconds. */
  @Insert(
      """
      INSERT INTO deadline (at, file_id)
      SELECT UTC_TIMESTAMP(6) + INTERVAL #{seconds} SECOND, id FROM request_file
      WHERE request_id = #{requestId} AND state = 'FAILED'
      ORDER BY id
      """)
  void refusedIn(@Param("seconds") int seconds, @Param("requestId") long requestId);

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
