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
  /** Rows with their beats; one whose beat was lost is seen, and is as old as its start. */
  String ROWS =
      """
      SELECT i.epoch, i.role, i.node, i.address, i.version, i.config_digest, i.boot_id, i.pid,
             IF(i.state = 'UP' AND b.drains, 'DRAINING', i.state) AS state, i.started_at,
             COALESCE(b.beat_at, i.started_at) AS beat_at,
             TIMESTAMPDIFF(MICROSECOND, COALESCE(b.beat_at, i.started_at), UTC_TIMESTAMP(6)) AS age_micros
      FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      """;

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
  @Insert(
      "INSERT INTO beat (epoch, beat_at, beats, drains) VALUES (LAST_INSERT_ID(), UTC_TIMESTAMP(6), 0, FALSE)")
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
      WHERE epoch = #{epoch} AND state = 'UP' LOCK IN SHARE MODE
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
  @Select(ROWS + "WHERE i.epoch = #{epoch}")
  @Nullable IncarnationRow row(@Param("epoch") long epoch);

  /** A sign of life, of one that {@link #lockShared} has found; 0 rows: it is not known. */
  @Update(
      """
      UPDATE beat SET beat_at = UTC_TIMESTAMP(6), beats = beats + 1, drains = #{drains}
      WHERE epoch = #{epoch}
      """)
  int beat(@Param("epoch") long epoch, @Param("drains") boolean drains);

  /** How often it has beaten. */
  @Select("SELECT beats FROM beat WHERE epoch = #{epoch}")
  long beats(@Param("epoch") long epoch);

  /** The end of one that holds nothing; 0 rows: it was fenced. */
  @Update("UPDATE incarnation SET state = 'GONE' WHERE epoch = #{epoch} AND state = 'UP'")
  int leave(@Param("epoch") long epoch);

  /** A change of state, from one to another; of UP or DRAINING, from UP. */
  @Update("UPDATE incarnation SET state = #{to} WHERE epoch = #{epoch} AND state = #{from}")
  int move(
      @Param("epoch") long epoch,
      @Param("from") IncarnationState from,
      @Param("to") IncarnationState to);

  /** All incarnations that are not GONE, oldest first. */
  @Select(
      ROWS
          + """
          WHERE i.state != 'GONE' ORDER BY i.epoch
          """)
  List<IncarnationRow> live();

  /** The live and fenced backends and doors: what each backend looks at, every second. */
  @Select(
      ROWS
          + """
          WHERE i.role IN ('BACKEND', 'DOOR') AND i.state != 'GONE' ORDER BY i.epoch
          """)
  List<IncarnationRow> watched();

  /** The latest incarnation of each door, whatever became of it. */
  @Select(
      ROWS
          + """
          WHERE i.epoch IN (SELECT MAX(epoch) FROM incarnation WHERE role = 'DOOR' GROUP BY node)
          """)
  List<IncarnationRow> latestDoors();

  /** Where a live incarnation is reached, or null. */
  @Select("SELECT address FROM incarnation WHERE epoch = #{epoch} AND state = 'UP'")
  @Nullable String addressOf(@Param("epoch") long epoch);

  /** The older incarnations of a node that are not GONE. */
  @Select(
      ROWS
          + """
          WHERE i.node = #{node} AND i.epoch < #{before} AND i.state != 'GONE' ORDER BY i.epoch
          """)
  List<IncarnationRow> older(@Param("node") String node, @Param("before") long before);
}
