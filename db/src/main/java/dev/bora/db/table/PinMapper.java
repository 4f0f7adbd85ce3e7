// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on {@code pin}. */
public interface PinMapper {
  /** A read TURL is out. */
  @Insert("INSERT INTO pin (area, path, file_id) VALUES (#{area}, #{path}, #{fileId})")
  void add(@Param("area") String area, @Param("path") byte[] path, @Param("fileId") long fileId);

  /** The get files that pin a path. */
  @Select("SELECT file_id FROM pin WHERE area = #{area} AND path = #{path} LIMIT #{most}")
  List<Long> on(@Param("area") String area, @Param("path") byte[] path, @Param("most") int most);

  /**
   * The get files that pin something below a directory: the range from {@code dir/} up to {@code
   * dir0}.
   */
  @Select(
      """
      SELECT file_id FROM pin WHERE area = #{area} AND path >= #{from} AND path < #{to}
      LIMIT #{most}
      """)
  List<Long> below(
      @Param("area") String area,
      @Param("from") byte[] from,
      @Param("to") byte[] to,
      @Param("most") int most);

  /** The get files of one user that pin a path. */
  @Select(
      """
      SELECT pin.file_id
      FROM pin JOIN request_file f ON f.id = pin.file_id JOIN request r ON r.id = f.request_id
      WHERE pin.area = #{area} AND pin.path = #{path} AND r.dn = #{dn}
      ORDER BY pin.file_id
      """)
  List<Long> ofUser(@Param("area") String area, @Param("path") byte[] path, @Param("dn") String dn);

  /** It is out no longer. */
  @Delete("DELETE FROM pin WHERE area = #{area} AND path = #{path} AND file_id = #{fileId}")
  int remove(@Param("area") String area, @Param("path") byte[] path, @Param("fileId") long fileId);
}
