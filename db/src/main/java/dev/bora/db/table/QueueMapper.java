// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * Statements on {@code ready} and {@code claimed}. Those on several files go from each id to its
 * row, in the order of the key, and lock no others: hence the joins. Given a list for IN, MariaDB
 * 10.11 and MySQL read a small table from one end to the other, whatever index is forced on them,
 * and wait there for rows of others.
 */
public interface QueueMapper {
  /**
   * Puts files into the queue. The caller knows all about them: INSERT ... SELECT costs MariaDB an
   * fsync more.
   *
   * @param rows in the order of the key, see {@link #enqueue(Line, Ids)} and {@link
   *     #enqueueInserted}
   */
  @Insert(
      """
      INSERT INTO ready (area, kind, wants, share, file_id) VALUES ${rows}
      """)
  void enqueue(@Param("rows") Rows rows);

  /** Puts files into a line of the queue. */
  default void enqueue(Line line, Ids ids) {
    enqueue(Rows.of(ids.list(), id -> line.words() + ',' + id));
  }

  /**
   * Puts files into the queue that were added by the last statement.
   *
   * @param rows in the order of the key
   */
  default void enqueueInserted(List<NewReady> rows) {
    enqueue(Rows.of(rows, row -> row.line().words() + ',' + InsertedIds.id(row.file())));
  }

  /** The next user who has files waiting in such lines, if there is one. */
  @Select(
      """
      SELECT share FROM ready FORCE INDEX (PRIMARY)
      WHERE area = #{line.area} AND kind = #{line.kind} AND wants = #{line.wants} AND share > #{line.share}
      ORDER BY share LIMIT 1
      """)
  List<Long> shareAfter(@Param("line") Line line);

  /** Locks the oldest files of a line that nobody else has locked. Locks: their ready rows. */
  @Select(
      """
      SELECT file_id FROM ready FORCE INDEX (PRIMARY)
      WHERE area = #{line.area} AND kind = #{line.kind} AND wants = #{line.wants} AND share = #{line.share}
        AND file_id > #{mark}
      ORDER BY file_id LIMIT #{most} FOR UPDATE SKIP LOCKED
      """)
  List<Long> lockOldest(
      @Param("line") Line line, @Param("mark") long mark, @Param("most") int most);

  /**
   * Locks some waiting files, but for those that are gone or locked. Only MySQL reads the comment,
   * and wants it.
   */
  @Select(
      """
      SELECT file_id FROM ${ids.table()} i STRAIGHT_JOIN ready FORCE INDEX (PRIMARY) ON file_id = i.id
      WHERE area = #{line.area} AND kind = #{line.kind} AND wants = #{line.wants} AND share = #{line.share}
      FOR UPDATE /*!80000 OF ready */ SKIP LOCKED
      """)
  List<Long> lockNamed(@Param("line") Line line, @Param("ids") Ids ids);

  /** Takes files out of the queue. */
  @Delete(
      """
      DELETE r FROM ${ids.table()} i STRAIGHT_JOIN ready r FORCE INDEX (PRIMARY) ON r.file_id = i.id
      WHERE area = #{line.area} AND kind = #{line.kind} AND wants = #{line.wants} AND share = #{line.share}
      """)
  int dequeue(@Param("line") Line line, @Param("ids") Ids ids);

  /** Notes who holds which files. */
  @Insert(
      """
      INSERT INTO claimed (owner, file_id) VALUES ${rows}
      """)
  void hold(@Param("rows") Rows rows);

  /**
   * Notes that an incarnation holds the files that were added by the last statement.
   *
   * @param files so many
   */
  default void holdInserted(long owner, int files) {
    hold(Rows.of(files, file -> owner + "," + InsertedIds.id(file)));
  }

  /** Notes that an incarnation holds some files. */
  default void hold(long owner, Ids ids) {
    hold(Rows.of(ids.list(), id -> owner + "," + id));
  }

  /** It holds them no longer. */
  @Delete(
      """
      DELETE c FROM ${ids.table()} i STRAIGHT_JOIN claimed c FORCE INDEX (PRIMARY) ON c.file_id = i.id
      WHERE owner = #{owner}
      """)
  int release(@Param("owner") long owner, @Param("ids") Ids ids);

  /**
   * Another incarnation holds them now. Who calls it has locked them all, so the order in which the
   * server comes to them does not matter; but it is to come to no others.
   */
  @Update(
      """
      UPDATE claimed FORCE INDEX (PRIMARY) SET owner = #{to} WHERE owner = #{from} AND file_id IN ${ids}
      """)
  int handOn(@Param("from") long from, @Param("to") long to, @Param("ids") Ids ids);

  /** Locks some of the files that an incarnation holds, oldest first. */
  @Select(
      """
      SELECT file_id FROM claimed WHERE owner = #{owner}
      ORDER BY file_id LIMIT #{most} FOR UPDATE SKIP LOCKED
      """)
  List<Long> lockHeld(@Param("owner") long owner, @Param("most") int most);

  /** The files that an incarnation holds, oldest first. */
  @Select("SELECT file_id FROM claimed WHERE owner = #{owner} ORDER BY file_id LIMIT #{most}")
  List<Long> heldIds(@Param("owner") long owner, @Param("most") int most);

  /** How many files an incarnation holds. */
  @Select("SELECT COUNT(*) FROM claimed WHERE owner = #{owner}")
  long held(@Param("owner") long owner);
}
