// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code ready} and {@code claimed}. */
public interface QueueMapper {
  /** Puts the queued files of a new request into the queue, ids ascending within each area. */
  @Insert(
      """
      INSERT INTO ready (area, share, file_id)
      SELECT area, #{share}, id FROM request_file
      WHERE request_id = #{requestId} AND state = 'QUEUED' AND area IS NOT NULL
      ORDER BY area, id
      """)
  void enqueue(@Param("requestId") long requestId, @Param("share") long share);

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

  /** Locks one waiting file, unless it is gone or locked. */
  @Select(
      """
      SELECT file_id FROM ready
      WHERE area = #{area} AND share = #{share} AND file_id = #{fileId} FOR UPDATE SKIP LOCKED
      """)
  @Nullable Long lockOne(
      @Param("area") String area, @Param("share") long share, @Param("fileId") long fileId);

  /** The oldest file that waits in a share, or null; locks nothing. */
  @Select("SELECT MIN(file_id) FROM ready WHERE area = #{area} AND share = #{share}")
  @Nullable Long oldest(@Param("area") String area, @Param("share") long share);

  /** Takes a file out of the queue. */
  @Delete("DELETE FROM ready WHERE area = #{area} AND share = #{share} AND file_id = #{fileId}")
  int dequeue(@Param("area") String area, @Param("share") long share, @Param("fileId") long fileId);

  /** Puts one file back into the queue. */
  @Insert("INSERT INTO ready (area, share, file_id) VALUES (#{area}, #{share}, #{fileId})")
  void enqueueOne(
      @Param("area") String area, @Param("share") long share, @Param("fileId") long fileId);

  /** Notes that an incarnation holds a file. */
  @Insert("INSERT INTO claimed (owner, file_id) VALUES (#{owner}, #{fileId})")
  void hold(@Param("owner") long owner, @Param("fileId") long fileId);

  /** Notes that an incarnation holds all files of a new request. */
  @Insert(
      """
      INSERT INTO claimed (owner, file_id)
      SELECT #{owner}, id FROM request_file WHERE request_id = #{requestId} ORDER BY id
      """)
  void holdAll(@Param("owner") long owner, @Param("requestId") long requestId);

  /** It holds it no longer. */
  @Delete("DELETE FROM claimed WHERE owner = #{owner} AND file_id = #{fileId}")
  int release(@Param("owner") long owner, @Param("fileId") long fileId);

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
