// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code path_lock}. */
public interface PathLockMapper {
  /**
   * Takes a lock, unless there is one: {@link #at} tells whose it is then. Not an error, for it
   * would spoil the transaction.
   */
  @Insert(
      """
      INSERT INTO path_lock (area, path, file_id, kind, settled)
      VALUES (#{area}, #{path}, #{fileId}, #{kind}, FALSE)
      ON DUPLICATE KEY UPDATE file_id = file_id
      """)
  void take(
      @Param("area") String area,
      @Param("path") byte[] path,
      @Param("fileId") long fileId,
      @Param("kind") PathLock.Kind kind);

  /** Who holds a path: one, or nobody. */
  @Select("SELECT * FROM path_lock WHERE area = #{area} AND path = #{path}")
  List<PathLock> at(@Param("area") String area, @Param("path") byte[] path);

  /** Who holds a path, or null. */
  default @Nullable PathLock holder(String area, byte[] path) {
    return at(area, path).stream().findFirst().orElse(null);
  }

  /**
   * Locks of any kind on or below a directory, but for one holder's: the range from {@code dir/} up
   * to {@code dir0}.
   */
  @Select(
      """
      SELECT * FROM path_lock
      WHERE area = #{area} AND path >= #{from} AND path < #{to} AND file_id != #{but}
      LIMIT #{most}
      """)
  List<PathLock> below(
      @Param("area") String area,
      @Param("from") byte[] from,
      @Param("to") byte[] to,
      @Param("but") long but,
      @Param("most") int most);

  /** Tree locks on any of some directories. */
  @Select(
      """
      <script>
      SELECT * FROM path_lock
      WHERE area = #{area} AND kind = 'TREE' AND file_id != #{but} AND path IN
      <foreach collection="ancestors" item="path" open="(" separator="," close=")">#{path}</foreach>
      </script>
      """)
  List<PathLock> treesAt(
      @Param("area") String area,
      @Param("ancestors") List<byte[]> ancestors,
      @Param("but") long but);

  /** The locks of puts on any of some paths. */
  @Select(
      """
      <script>
      SELECT l.* FROM path_lock l
      JOIN request_file f ON f.id = l.file_id
      JOIN request r ON r.id = f.request_id
      WHERE l.area = #{area} AND r.kind = 'PUT' AND l.path IN
      <foreach collection="paths" item="path" open="(" separator="," close=")">#{path}</foreach>
      </script>
      """)
  List<PathLock> uploadsAt(@Param("area") String area, @Param("paths") List<byte[]> paths);

  /** The holder has looked, and goes on. */
  @Update(
      """
      UPDATE path_lock SET settled = TRUE
      WHERE area = #{area} AND path = #{path} AND file_id = #{fileId}
      """)
  int settle(@Param("area") String area, @Param("path") byte[] path, @Param("fileId") long fileId);

  /**
   * Gives back what some files hold of some paths; somebody else's stays. Goes from each path to
   * its row, as statements on the queue do (see {@link QueueMapper}).
   */
  @Delete(
      """
      <script>
      DELETE l FROM
      <foreach collection="paths" item="path" open="(" separator=" UNION ALL " close=")">SELECT #{path} AS path</foreach>
      i STRAIGHT_JOIN path_lock l FORCE INDEX (PRIMARY) ON l.path = i.path
      WHERE l.area = #{area} AND l.file_id IN ${ids}
      </script>
      """)
  int release(
      @Param("area") String area, @Param("paths") List<byte[]> paths, @Param("ids") Ids ids);
}
