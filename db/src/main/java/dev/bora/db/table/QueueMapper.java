// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * Statements on {@code ready} and {@code claimed}. Those on several files come to their rows by the
 * primary key, whatever the server thinks of the size of the table, and so in its order: they lock
 * no others.
 */
public interface QueueMapper {
  /** Puts files into the queue: in the order of its key. */
  @Insert(
      """
      <script>
      INSERT INTO ready (area, share, file_id) VALUES
      <foreach collection="rows" item="row" separator=",">(#{row.area}, #{row.share}, #{row.fileId})</foreach>
      </script>
      """)
  void enqueue(@Param("rows") List<ReadyRow> rows);

  /** The shares that have work waiting in an area. Reads one entry of the index for each. */
  @Select("SELECT DISTINCT share FROM ready WHERE area = #{area}")
  List<Long> shares(@Param("area") String area);

  /**
   * Locks the oldest waiting files of a share that nobody else has locked. Locks: their ready rows.
   */
  @Select(
      """
      SELECT file_id FROM ready FORCE INDEX (PRIMARY)
      WHERE area = #{area} AND share = #{share} AND file_id > #{mark}
      ORDER BY file_id LIMIT #{most} FOR UPDATE SKIP LOCKED
      """)
  List<Long> lockOldest(
      @Param("area") String area,
      @Param("share") long share,
      @Param("mark") long mark,
      @Param("most") int most);

  /** Locks some waiting files, but for those that are gone or locked. */
  @Select(
      """
      <script>
      SELECT file_id FROM ready FORCE INDEX (PRIMARY)
      WHERE area = #{area} AND share = #{share} AND file_id IN
      <foreach collection="fileIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      ORDER BY file_id FOR UPDATE SKIP LOCKED
      </script>
      """)
  List<Long> lockNamed(
      @Param("area") String area, @Param("share") long share, @Param("fileIds") List<Long> fileIds);

  /** Takes files out of the queue. */
  @Delete(
      """
      <script>
      DELETE r FROM ready r FORCE INDEX (PRIMARY)
      WHERE area = #{area} AND share = #{share} AND file_id IN
      <foreach collection="fileIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int dequeue(
      @Param("area") String area, @Param("share") long share, @Param("fileIds") List<Long> fileIds);

  /** Notes that an incarnation holds some files. */
  @Insert(
      """
      <script>
      INSERT INTO claimed (owner, file_id) VALUES
      <foreach collection="fileIds" item="id" separator=",">(#{owner}, #{id})</foreach>
      </script>
      """)
  void hold(@Param("owner") long owner, @Param("fileIds") List<Long> fileIds);

  /** It holds them no longer. */
  @Delete(
      """
      <script>
      DELETE c FROM claimed c FORCE INDEX (PRIMARY)
      WHERE owner = #{owner} AND file_id IN
      <foreach collection="fileIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int release(@Param("owner") long owner, @Param("fileIds") List<Long> fileIds);

  /**
   * Another incarnation holds them now. Who calls it has locked them all, so the order in which the
   * server comes to them does not matter; but it is to come to no others.
   */
  @Update(
      """
      <script>
      UPDATE claimed FORCE INDEX (PRIMARY) SET owner = #{to}
      WHERE owner = #{from} AND file_id IN
      <foreach collection="fileIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int handOn(@Param("from") long from, @Param("to") long to, @Param("fileIds") List<Long> fileIds);

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
