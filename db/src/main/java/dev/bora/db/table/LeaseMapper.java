// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code lease}. */
public interface LeaseMapper {
  /** Makes sure that the job's row is there. */
  @Insert("INSERT IGNORE INTO lease (job) VALUES (#{job})")
  void ensure(@Param("job") String job);

  /** Locks a job's row, unless somebody else is at it. */
  @Select("SELECT * FROM lease WHERE job = #{job} FOR UPDATE SKIP LOCKED")
  @Nullable LeaseRow lock(@Param("job") String job);

  /** Takes the job. */
  @Update(
      """
      UPDATE lease SET holder = #{epoch}, taken_at = UTC_TIMESTAMP(6), renewed_at = UTC_TIMESTAMP(6)
      WHERE job = #{job}
      """)
  int take(@Param("job") String job, @Param("epoch") long epoch);

  /** Goes on with the job; 0 rows: somebody else has it. */
  @Update(
      """
      UPDATE lease SET renewed_at = UTC_TIMESTAMP(6) WHERE job = #{job} AND holder = #{epoch}
      """)
  int renew(@Param("job") String job, @Param("epoch") long epoch);

  /** Gives all jobs of an incarnation back. */
  @Update("UPDATE lease SET holder = NULL WHERE holder = #{epoch}")
  int giveBack(@Param("epoch") long epoch);

  /** All jobs. */
  @Select("SELECT * FROM lease ORDER BY job")
  List<LeaseRow> all();

  /** A row of {@code lease}. */
  record LeaseRow(
      String job, @Nullable Long holder, @Nullable Instant takenAt, @Nullable Instant renewedAt) {}
}
