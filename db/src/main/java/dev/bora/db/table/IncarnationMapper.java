// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code incarnation}. */
public interface IncarnationMapper {
  /** Adds an incarnation, UP from now. */
  @Insert(
      """
      INSERT INTO incarnation (role, node, address, version, config_digest, boot_id, pid, state, started_at, beat_at)
      VALUES (#{role}, #{node}, #{address}, #{version}, #{configDigest}, #{bootId}, #{pid}, 'UP',
              UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      """)
  void insert(NewIncarnation incarnation);

  /** The epoch that {@link #insert} has just made on this connection. */
  @Select("SELECT LAST_INSERT_ID()")
  long lastEpoch();

  /**
   * The fence: locks the row in share mode until the transaction ends, if it may still work.
   * Whoever fences it locks it for update, and so waits for this transaction, or makes it find
   * nothing.
   */
  @Select(
      """
      SELECT epoch FROM incarnation
      WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING') LOCK IN SHARE MODE
      """)
  @Nullable Long lockShared(@Param("epoch") long epoch);

  /** Locks a row for update; null if there is none. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(MICROSECOND, beat_at, UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation WHERE epoch = #{epoch} FOR UPDATE
      """)
  @Nullable IncarnationRow lockForUpdate(@Param("epoch") long epoch);

  /**
   * A sign of life; 0 rows: it was fenced.
   *
   * @param state UP or DRAINING
   */
  @Update(
      """
      UPDATE incarnation SET beat_at = UTC_TIMESTAMP(6), beats = beats + 1, state = #{state}
      WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING')
      """)
  int beat(@Param("epoch") long epoch, @Param("state") IncarnationState state);

  /** How often it has beaten. */
  @Select("SELECT beats FROM incarnation WHERE epoch = #{epoch}")
  long beats(@Param("epoch") long epoch);

  /** The end of one that holds nothing; 0 rows: it was fenced. */
  @Update(
      "UPDATE incarnation SET state = 'GONE' WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING')")
  int leave(@Param("epoch") long epoch);

  /** A change of state, from one to another. */
  @Update("UPDATE incarnation SET state = #{to} WHERE epoch = #{epoch} AND state = #{from}")
  int move(
      @Param("epoch") long epoch,
      @Param("from") IncarnationState from,
      @Param("to") IncarnationState to);

  /** All incarnations that are not GONE, oldest first. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(MICROSECOND, beat_at, UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation WHERE state != 'GONE' ORDER BY epoch
      """)
  List<IncarnationRow> live();

  /** The live and fenced backends and doors: what each backend looks at, every second. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(MICROSECOND, beat_at, UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation WHERE role IN ('BACKEND', 'DOOR') AND state != 'GONE' ORDER BY epoch
      """)
  List<IncarnationRow> watched();

  /** The latest incarnation of each door, whatever became of it. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(MICROSECOND, beat_at, UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation
      WHERE epoch IN (SELECT MAX(epoch) FROM incarnation WHERE role = 'DOOR' GROUP BY node)
      """)
  List<IncarnationRow> latestDoors();

  /** Where a live incarnation is reached, or null. */
  @Select("SELECT address FROM incarnation WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING')")
  @Nullable String addressOf(@Param("epoch") long epoch);

  /** The older incarnations of a node that are not GONE. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(MICROSECOND, beat_at, UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation WHERE node = #{node} AND epoch < #{before} AND state != 'GONE' ORDER BY epoch
      """)
  List<IncarnationRow> older(@Param("node") String node, @Param("before") long before);
}
