// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on {@code door_write}. */
public interface DoorWriteMapper {
  /** A door begins to write an upload; one that is being written already is a duplicate key. */
  @Insert(
      """
      INSERT INTO door_write (file_id, door, started_at) VALUES (#{fileId}, #{door}, UTC_TIMESTAMP(6))
      """)
  void begin(@Param("fileId") long fileId, @Param("door") long door);

  /** The epoch of the door that writes an upload, or did when it died; or null. Locks nothing. */
  @Select("SELECT door FROM door_write WHERE file_id = #{fileId}")
  @Nullable Long writer(@Param("fileId") long fileId);

  /** It has ended, well or not. */
  @Delete("DELETE FROM door_write WHERE file_id = #{fileId} AND door = #{door}")
  int end(@Param("fileId") long fileId, @Param("door") long door);

  /** A door is gone: it writes nothing any more. */
  @Delete("DELETE FROM door_write WHERE door = #{door}")
  int endAll(@Param("door") long door);
}
