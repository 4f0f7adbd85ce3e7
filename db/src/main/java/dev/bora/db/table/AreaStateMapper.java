// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on {@code area_state}: each storage area as each backend finds it. */
public interface AreaStateMapper {
  /**
   * Notes how an incarnation finds an area; since when, the database's clock says.
   *
   * @param state WORKING, HUNG, READ_ONLY or FAILING
   * @param detail why it does not work; at most 255 characters; null if it works
   */
  @Insert(
      """
      INSERT INTO area_state (epoch, area, state, detail, since)
      VALUES (#{epoch}, #{area}, #{state}, #{detail}, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE
        since = IF(state = VALUES(state), since, VALUES(since)),
        state = VALUES(state), detail = VALUES(detail)
      """)
  void put(
      @Param("epoch") long epoch,
      @Param("area") String area,
      @Param("state") String state,
      @Param("detail") @Nullable String detail);

  /** Forgets what an incarnation found. */
  @Delete("DELETE FROM area_state WHERE epoch = #{epoch}")
  int forget(@Param("epoch") long epoch);

  /** All areas of all incarnations that are not GONE, by area and node. */
  @Select(
      """
      SELECT s.epoch, i.node, s.area, s.state, s.detail, s.since,
             TIMESTAMPDIFF(MICROSECOND, s.since, UTC_TIMESTAMP(6)) AS age_micros
      FROM area_state s JOIN incarnation i ON i.epoch = s.epoch
      WHERE i.state != 'GONE' ORDER BY s.area, i.node, s.epoch
      """)
  List<AreaStateRow> all();

  /**
   * A storage area as a backend finds it.
   *
   * @param ageMicros since it is so, on the database's clock
   */
  record AreaStateRow(
      long epoch,
      String node,
      String area,
      String state,
      @Nullable String detail,
      Instant since,
      long ageMicros) {

    /** For how long it has been so, on the database's clock. */
    public Duration age() {
      return Duration.of(ageMicros, ChronoUnit.MICROS);
    }
  }
}
