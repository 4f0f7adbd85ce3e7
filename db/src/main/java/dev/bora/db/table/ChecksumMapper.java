// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on {@code checksum_due}. */
public interface ChecksumMapper {
  /** A file needs its checksum. */
  @Insert("INSERT INTO checksum_due (file_id, area, path) VALUES (#{fileId}, #{area}, #{path})")
  void add(@Param("fileId") long fileId, @Param("area") String area, @Param("path") byte[] path);

  /** Files of an area that need one, oldest first, after a file id. */
  @Select(
      """
      SELECT file_id, path FROM checksum_due WHERE area = #{area} AND file_id > #{after}
      ORDER BY file_id LIMIT #{most}
      """)
  List<Due> due(@Param("area") String area, @Param("after") long after, @Param("most") int most);

  /** It has one, or needs none any more. */
  @Delete("DELETE FROM checksum_due WHERE area = #{area} AND file_id = #{fileId}")
  int remove(@Param("area") String area, @Param("fileId") long fileId);

  /** A published file without a checksum. */
  record Due(long fileId, byte[] path) {}
}
