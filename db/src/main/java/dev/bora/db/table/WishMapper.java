// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on {@code node_wish}. */
public interface WishMapper {
  /** Notes what is wanted of a node, in the place of what was before. */
  @Insert(
      "REPLACE INTO node_wish (node, wish, asked_at) VALUES (#{node}, #{wish}, UTC_TIMESTAMP(6))")
  void want(@Param("node") String node, @Param("wish") Wish wish);

  /** Nothing is wanted of a node any more, but that it works. */
  @Delete("DELETE FROM node_wish WHERE node = #{node}")
  void forget(@Param("node") String node);

  /** A process that leaves has done what was wanted of it. */
  @Delete("DELETE FROM node_wish WHERE node = #{node} AND wish = 'LEAVE'")
  void hasLeft(@Param("node") String node);

  /**
   * What is wanted of the node of an incarnation; null if nothing is. To leave is wanted of a
   * process that ran when it was said, and not of the next one of the node.
   */
  @Select(
      """
      SELECT w.wish FROM incarnation i JOIN node_wish w ON w.node = i.node
      WHERE i.epoch = #{epoch} AND (w.wish = 'DRAIN' OR w.asked_at >= i.started_at)
      """)
  @Nullable Wish of(@Param("epoch") long epoch);
}
