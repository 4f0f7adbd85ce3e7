// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on {@code pause}, which has few rows or none. */
public interface PauseMapper {
  /** What waits. */
  @Select("SELECT kind, name, share, refuses FROM pause")
  List<Pause> all();

  /** From now on it waits. */
  @Insert(
      """
      REPLACE INTO pause (kind, name, share, refuses, since)
      VALUES (#{kind}, #{name}, #{share}, #{refuses}, UTC_TIMESTAMP(6))
      """)
  void pause(Pause pause);

  /** It waits no more. */
  @Delete("DELETE FROM pause WHERE kind = #{kind} AND name = #{name}")
  int resume(@Param("kind") Pause.Kind kind, @Param("name") String name);
}
