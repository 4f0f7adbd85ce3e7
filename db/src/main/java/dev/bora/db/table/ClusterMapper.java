// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** What administrators see of the whole cluster; nothing here locks anything. */
public interface ClusterMapper {
  /** The database's clock. */
  @Select("SELECT UTC_TIMESTAMP(6)")
  Instant now();

  /** What operators want, beside that all works. */
  @Select(
      """
      SELECT 'node' AS what, node AS name, wish AS wanted, asked_at FROM node_wish
      UNION ALL
      SELECT LOWER(kind), name, IF(MAX(refuses), 'REFUSE', 'PAUSE'), MIN(since) FROM pause GROUP BY kind, name
      ORDER BY what, name
      """)
  List<WantedView> wanted();

  /** Each storage area as the backends that are not GONE see it. */
  @Select(
      """
      SELECT a.area, i.node, a.epoch, a.state, a.detail, a.since
      FROM area_state a JOIN incarnation i ON i.epoch = a.epoch
      WHERE i.state != 'GONE' ORDER BY a.area, i.node, a.epoch
      """)
  List<AreaView> areas();

  /** The jobs, with who does them. */
  @Select(
      """
      SELECT l.job, i.node, l.holder AS epoch, l.taken_at, l.renewed_at,
             TIMESTAMPDIFF(MICROSECOND, l.renewed_at, UTC_TIMESTAMP(6)) AS renewed_age_micros
      FROM lease l LEFT JOIN incarnation i ON i.epoch = l.holder ORDER BY l.job
      """)
  List<LeaseView> leases();

  /** How many files each backend has in its hands; reads an index of what is in hand. */
  @Select(
      """
      SELECT i.node, c.owner AS epoch, COUNT(*) AS files
      FROM claimed c LEFT JOIN incarnation i ON i.epoch = c.owner
      GROUP BY c.owner, i.node ORDER BY c.owner
      """)
  List<HeldView> held();

  /** How many files wait in each area; reads an index of what waits. */
  @Select("SELECT area, COUNT(*) AS files FROM ready GROUP BY area ORDER BY area")
  List<WaitingView> waiting();

  /**
   * Suspects in somebody's hands. They are looked for among what is in hand, as request_file has no
   * index that finds them: STRAIGHT_JOIN keeps the planner from reading it all.
   */
  @Select(
      """
      SELECT STRAIGHT_JOIN f.id, r.kind, f.area, f.path, f.step, f.alone, f.deaths,
             f.backend AS node, c.owner AS epoch
      FROM claimed c
        JOIN request_file f ON f.id = c.file_id
        JOIN request r ON r.id = f.request_id
      WHERE f.suspect ORDER BY f.id LIMIT #{most}
      """)
  List<SuspectView> suspects(@Param("most") int most);

  /**
   * Something that is not to work as usual.
   *
   * @param what kind of thing
   * @param wanted of it
   */
  record WantedView(String what, String name, String wanted, Instant askedAt) {}

  /**
   * A storage area as a backend sees it.
   *
   * @param state as its probe finds it
   */
  record AreaView(
      String area, String node, long epoch, String state, @Nullable String detail, Instant since) {}

  /**
   * A job that one backend does for all.
   *
   * @param node null if nobody does it
   * @param epoch likewise
   * @param renewedAgeMicros since it was last renewed, on the database's clock
   */
  record LeaseView(
      String job,
      @Nullable String node,
      @Nullable Long epoch,
      @Nullable Instant takenAt,
      @Nullable Instant renewedAt,
      @Nullable Long renewedAgeMicros) {}

  /** Files in the hands of an incarnation; without a node, its row is not there any more. */
  record HeldView(@Nullable String node, long epoch, long files) {}

  /** Files that wait in an area. */
  record WaitingView(String area, long files) {}

  /**
   * A file with a step begun when its backend died.
   *
   * @param deaths backends that died while it ran alone
   */
  record SuspectView(
      long id,
      RequestKind kind,
      @Nullable String area,
      byte @Nullable [] path,
      @Nullable Step step,
      boolean alone,
      int deaths,
      @Nullable String node,
      long epoch) {}
}
