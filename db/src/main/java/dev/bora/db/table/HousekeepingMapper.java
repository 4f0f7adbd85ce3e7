// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * What became of nodes that are not there any more. Rows are found without locks and removed by
 * their key: GONE is the last state, so nothing comes between.
 */
public interface HousekeepingMapper {
  /**
   * Frontends that were not heard of for some days: nobody adopts from them, so nobody fences them.
   */
  @Select(
      """
      SELECT i.epoch FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.role = 'FRONTEND' AND i.state != 'GONE'
        AND COALESCE(b.beat_at, i.started_at) < UTC_TIMESTAMP(6) - INTERVAL #{days} DAY
      ORDER BY i.epoch LIMIT #{most}
      """)
  List<Long> lostFrontends(@Param("days") int days, @Param("most") int most);

  /** They are GONE, unless one has just beaten. */
  @Update(
      """
      UPDATE incarnation i LEFT JOIN beat b ON b.epoch = i.epoch SET i.state = 'GONE'
      WHERE i.epoch = #{epoch} AND i.role = 'FRONTEND'
        AND COALESCE(b.beat_at, i.started_at) < UTC_TIMESTAMP(6) - INTERVAL #{days} DAY
      """)
  int giveUp(@Param("epoch") long epoch, @Param("days") int days);

  /** Incarnations that are GONE and were last heard of some days ago. */
  @Select(
      """
      SELECT i.epoch FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.state = 'GONE' AND COALESCE(b.beat_at, i.started_at) < UTC_TIMESTAMP(6) - INTERVAL #{days} DAY
      ORDER BY i.epoch LIMIT #{most}
      """)
  List<Long> longGone(@Param("days") int days, @Param("most") int most);

  /**
   * Forgets an incarnation and its beat; its epoch is not used again, as AUTO_INCREMENT never goes
   * back. 0 rows: it is not GONE.
   */
  @Delete(
      """
      DELETE i, b FROM incarnation i LEFT JOIN beat b ON b.epoch = i.epoch
      WHERE i.epoch = #{epoch} AND i.state = 'GONE'
      """)
  int forget(@Param("epoch") long epoch);

  /** Epochs with states of areas whose incarnation is GONE or forgotten. */
  @Select(
      """
      SELECT DISTINCT a.epoch FROM area_state a LEFT JOIN incarnation i ON i.epoch = a.epoch
      WHERE i.epoch IS NULL OR i.state = 'GONE' ORDER BY a.epoch LIMIT #{most}
      """)
  List<Long> goneWithAreas(@Param("most") int most);

  /** Forgets how an incarnation saw the areas. */
  @Delete("DELETE FROM area_state WHERE epoch = #{epoch}")
  int forgetAreas(@Param("epoch") long epoch);
}
