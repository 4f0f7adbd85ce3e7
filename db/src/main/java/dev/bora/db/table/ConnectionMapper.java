// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Statements on the server's connections, for MySQL: MariaDB looks after them itself. */
public interface ConnectionMapper {
  /**
   * A connection.
   *
   * @param client host and port from which it came, as the server knows them
   */
  record Silent(long id, String client) {}

  /** What the server says that it is. */
  @Select("SELECT VERSION()")
  String version();

  /**
   * Connections of this account that have been silent for some seconds in the middle of a
   * transaction. Needs the privilege PROCESS.
   */
  @Select(
      """
      SELECT p.id, p.host AS client FROM information_schema.innodb_trx t
      JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
      WHERE p.user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1) AND p.command = 'Sleep' AND p.time >= #{seconds}
      """)
  List<Silent> silent(@Param("seconds") long seconds);

  /** Ends a connection of this account; its transaction is rolled back. */
  @Update("KILL ${id}")
  void end(@Param("id") long id);
}
