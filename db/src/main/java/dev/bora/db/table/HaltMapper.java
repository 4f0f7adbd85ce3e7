// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code halt}: whether all nodes are to do nothing. */
public interface HaltMapper {
  /** Why nothing is done; null if there is no such reason. */
  @Select("SELECT reason FROM halt WHERE reason IS NOT NULL")
  @Nullable String reason();

  /** From now on nothing is done, unless that was said already. */
  @Insert(
      """
      INSERT INTO halt (reason, epoch, since) VALUES (#{reason}, #{epoch}, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE
        epoch = IF(reason IS NULL, #{epoch}, epoch), since = IF(reason IS NULL, UTC_TIMESTAMP(6), since),
        reason = COALESCE(reason, #{reason})
      """)
  void halt(@Param("epoch") long epoch, @Param("reason") String reason);

  /** The epoch of the node that has halted all; null if nothing is halted. */
  @Select("SELECT epoch FROM halt WHERE reason IS NOT NULL")
  @Nullable Long haltedBy();

  /** The last epoch whose memory does not count any more; null if that was never said. */
  @Select("SELECT epoch FROM halt WHERE reason IS NULL")
  @Nullable Long accepted();

  /** Nodes may work again, under later epochs than this one. */
  @Update("UPDATE halt SET reason = NULL, epoch = #{last}, since = UTC_TIMESTAMP(6)")
  void accept(@Param("last") long last);

  /** No epoch up to this one is used again. */
  @Update("ALTER TABLE incarnation AUTO_INCREMENT = ${first}")
  void nextEpoch(@Param("first") long first);

  /** No id of a request up to this one is used again. */
  @Update("ALTER TABLE request AUTO_INCREMENT = ${first}")
  void nextRequest(@Param("first") long first);

  /** No id of a file up to this one is used again. */
  @Update("ALTER TABLE request_file AUTO_INCREMENT = ${first}")
  void nextFile(@Param("first") long first);

  /** The highest epoch in use. */
  @Select("SELECT COALESCE(MAX(epoch), 0) FROM incarnation")
  long lastEpoch();

  /** The highest id of a request in use. */
  @Select("SELECT COALESCE(MAX(id), 0) FROM request")
  long lastRequest();

  /** The highest id of a file in use. */
  @Select("SELECT COALESCE(MAX(id), 0) FROM request_file")
  long lastFile();
}
