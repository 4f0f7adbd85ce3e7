// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on {@code site_config}. */
public interface SiteConfigMapper {
  /**
   * Until the transaction ends, nobody else registers. It is a lock on a row of this table that is
   * no configuration, exclusive from its first moment: INSERT IGNORE would take it in share mode,
   * and two who then want more would block each other. A row's lock, and not GET_LOCK, because it
   * goes with the transaction, whatever becomes of that.
   */
  @Insert(
      """
      INSERT INTO site_config (digest, essentials, first_seen)
      VALUES ('registration', '', UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE first_seen = first_seen
      """)
  void lockRegistration();

  /** Notes what a digest stands for, if that is not known yet. */
  @Insert(
      """
      INSERT IGNORE INTO site_config (digest, essentials, first_seen)
      VALUES (#{digest}, #{essentials}, UTC_TIMESTAMP(6))
      """)
  void note(@Param("digest") String digest, @Param("essentials") String essentials);

  /** What a digest stands for; null if it was never noted. */
  @Select("SELECT essentials FROM site_config WHERE digest = #{digest}")
  @Nullable String essentials(@Param("digest") String digest);

  /** The digests that no incarnation has. */
  @Select(
      """
      SELECT digest FROM site_config
      WHERE digest != 'registration'
        AND digest NOT IN (SELECT config_digest FROM incarnation)
      ORDER BY digest
      """)
  List<String> unused();

  /** Forgets a digest. */
  @Delete("DELETE FROM site_config WHERE digest = #{digest}")
  int forget(@Param("digest") String digest);
}
