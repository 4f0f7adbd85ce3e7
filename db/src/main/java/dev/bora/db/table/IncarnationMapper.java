// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code incarnation}, and on {@code beat}, which has a row for each of its rows. */
public interface IncarnationMapper {
  /** Adds an incarnation, UP from now, with its first beat. */
  default void insert(NewIncarnation incarnation) {
    insertRow(incarnation);
    insertBeat();
  }

  /** Its row. */
  @Insert(
      """
      INSERT INTO incarnation (role, node, address, version, config_digest, boot_id, pid, state, started_at)
      VALUES (#{role}, #{node}, #{address}, #{version}, #{configDigest}, #{bootId}, #{pid}, 'UP', UTC_TIMESTAMP(6))
      """)
  void insertRow(NewIncarnation incarnation);

  /** The beats of the row that {@link #insertRow} has just made on this connection. */
  @Insert("INSERT INTO beat (epoch, beat_at, beats) VALUES (LAST_INSERT_ID(), UTC_TIMESTAMP(6), 0)")
  void insertBeat();

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

  /**
   * Locks a row for update; null if there is none. Only then is its beat read: none can be under
   * way, as each holds the row in share mode.
   */
  default @Nullable IncarnationRow lockForUpdate(long epoch) {
    return lock(epoch) == null ? null : row(epoch);
  }

  /** Locks a row for update. */
  @Select("SELECT epoch FROM incarnation WHERE epoch = #{epoch} FOR UPDATE")
  @Nullable Long lock(@Param("epoch") long epoch);

  /** A row. */
  @Select(
      """
      SELECT i.*, COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch WHERE i.epoch = #{epoch}
      """)
  @Nullable IncarnationRow row(@Param("epoch") long epoch);

  /**
   * The state of one that may still work, null of others; locked as by {@link #lockShared}, so that
   * neither a beat nor the work of a node waits for the other.
   */
  @Select(
      """
      SELECT state FROM incarnation
      WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING') LOCK IN SHARE MODE
      """)
  @Nullable IncarnationState stateShared(@Param("epoch") long epoch);

  /** A sign of life, of one that {@link #stateShared} has found. */
  @Update("UPDATE beat SET beat_at = UTC_TIMESTAMP(6), beats = beats + 1 WHERE epoch = #{epoch}")
  int beat(@Param("epoch") long epoch);

  /** How often it has beaten. */
  @Select("SELECT beats FROM beat WHERE epoch = #{epoch}")
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
      SELECT i.*, COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.state != 'GONE' ORDER BY i.epoch
      """)
  List<IncarnationRow> live();

  /** The live and fenced backends and doors: what each backend looks at, every second. */
  @Select(
      """
      SELECT i.*, COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.role IN ('BACKEND', 'DOOR') AND i.state != 'GONE' ORDER BY i.epoch
      """)
  List<IncarnationRow> watched();

  /** The latest incarnation of each door, whatever became of it. */
  @Select(
      """
      SELECT i.*, COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.epoch IN (SELECT MAX(epoch) FROM incarnation WHERE role = 'DOOR' GROUP BY node)
      """)
  List<IncarnationRow> latestDoors();

  /** Where a live incarnation is reached, or null. */
  @Select("SELECT address FROM incarnation WHERE epoch = #{epoch} AND state IN ('UP', 'DRAINING')")
  @Nullable String addressOf(@Param("epoch") long epoch);

  /** The older incarnations of a node that are not GONE. */
  @Select(
      """
      SELECT i.*, COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.node = #{node} AND i.epoch < #{before} AND i.state != 'GONE' ORDER BY i.epoch
      """)
  List<IncarnationRow> older(@Param("node") String node, @Param("before") long before);
}
