// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * Statements on {@code tally}. Who changes it does so last in its transaction, in the order of the
 * key.
 */
public interface TallyMapper {
  /** Adds to the rows of a slot, or makes them. */
  @Insert(
      """
      INSERT INTO tally (kind, share, slot, waiting, running, parked, turls) VALUES ${rows}
      ON DUPLICATE KEY UPDATE waiting = waiting + VALUES(waiting), running = running + VALUES(running),
                              parked = parked + VALUES(parked), turls = turls + VALUES(turls)
      """)
  void add(@Param("rows") Rows rows);

  /** As {@link #add(Rows)}. */
  default void add(List<TallyRow> rows, int slot) {
    add(
        Rows.of(
            rows, row -> "'" + row.kind() + "'," + row.share() + ',' + slot + ',' + row.numbers()));
  }

  /** How many files of some users there are, and of all; nothing is said of whom there is none. */
  @Select(
      """
      <script>
      SELECT kind, share, CAST(SUM(waiting) AS SIGNED) AS waiting, CAST(SUM(running) AS SIGNED) AS running,
             CAST(SUM(parked) AS SIGNED) AS parked, CAST(SUM(turls) AS SIGNED) AS turls
      FROM tally
      WHERE kind IN <foreach collection="kinds" item="kind" open="(" separator="," close=")">#{kind}</foreach>
        AND share IN <foreach collection="shares" item="share" open="(0," separator="," close=")">${share}</foreach>
      GROUP BY kind, share
      </script>
      """)
  List<TallyRow> of(
      @Param("kinds") Collection<RequestKind> kinds, @Param("shares") Collection<Long> shares);

  /** Users of whom there is no file, in the order of the key. */
  @Select(
      """
      SELECT kind, share, 0 AS waiting, 0 AS running, 0 AS parked, 0 AS turls FROM tally
      WHERE share != 0 GROUP BY kind, share
      HAVING SUM(waiting) = 0 AND SUM(running) = 0 AND SUM(parked) = 0 AND SUM(turls) = 0
      ORDER BY kind, share LIMIT #{most}
      """)
  List<TallyRow> idle(@Param("most") int most);

  /** The slots of a user. Locks: them. */
  @Select(
      """
      SELECT slot FROM tally WHERE kind = #{kind} AND share = #{share} ORDER BY slot FOR UPDATE
      """)
  List<Long> lockSlots(@Param("kind") RequestKind kind, @Param("share") long share);

  /** Forgets slots of a user, if there is no file in them. */
  @Delete(
      """
      DELETE FROM tally
      WHERE kind = #{kind} AND share = #{share} AND slot IN ${slots}
        AND 0 = (SELECT SUM(ABS(waiting) + ABS(running) + ABS(parked) + ABS(turls)) FROM
                 (SELECT SUM(waiting) AS waiting, SUM(running) AS running, SUM(parked) AS parked,
                         SUM(turls) AS turls
                  FROM tally WHERE kind = #{kind} AND share = #{share} AND slot IN ${slots}) t)
      """)
  int forget(
      @Param("kind") RequestKind kind, @Param("share") long share, @Param("slots") Ids slots);
}
