// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on {@code adoption}: what adopters took from whom. */
public interface AdoptionMapper {
  /** A batch was taken. */
  @Insert(
      """
      INSERT INTO adoption (at, from_epoch, from_node, to_epoch, to_node, files, suspects)
      VALUES (UTC_TIMESTAMP(6), #{from}, #{fromNode}, #{to}, #{toNode}, #{files}, #{suspects})
      """)
  void note(
      @Param("from") long from,
      @Param("fromNode") String fromNode,
      @Param("to") long to,
      @Param("toNode") String toNode,
      @Param("files") int files,
      @Param("suspects") int suspects);

  /** The latest, newest first. */
  @Select("SELECT * FROM adoption ORDER BY id DESC LIMIT #{most}")
  List<Adoption> latest(@Param("most") int most);

  /** Forgets what is older than some days; at most so many rows. */
  @Delete(
      """
      DELETE FROM adoption WHERE at < UTC_TIMESTAMP(6) - INTERVAL #{days} DAY
      ORDER BY at LIMIT #{most}
      """)
  int forget(@Param("days") int days, @Param("most") int most);

  /**
   * A row of {@code adoption}.
   *
   * @param files how many were taken
   * @param suspects of them, those with a step begun when their backend died
   */
  record Adoption(
      long id,
      Instant at,
      long fromEpoch,
      String fromNode,
      long toEpoch,
      String toNode,
      int files,
      int suspects) {}
}
