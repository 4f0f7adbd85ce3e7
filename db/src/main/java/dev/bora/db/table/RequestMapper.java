// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on {@code request}. */
public interface RequestMapper {
  /** Adds requests; a token that is there already is a duplicate key. */
  @Insert(
      """
      <script>
      INSERT INTO request (kind, share, pin_seconds, files, created_at, expires_at, token, dn, vo, fqans, description,
                           client_address, frontend, protocols, overwrite, whole_tree)
      VALUES
      <foreach collection="requests" item="r" separator=",">
        (${r.words}, #{r.token}, #{r.requester.dn}, #{r.requester.vo}, #{r.requester.fqanLines}, #{r.description},
         #{r.clientAddress}, #{r.frontend}, #{r.protocolLine}, #{r.overwrite}, #{r.wholeTree})
      </foreach>
      </script>
      """)
  void insert(@Param("requests") List<NewRequest> requests);

  /** Remembers the first id that {@link #insert} was given, for the files that are added next. */
  @Update("SET @bora_request = LAST_INSERT_ID()")
  void rememberInserted();

  /** By token, or null. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request WHERE token = #{token}
      """)
  @Nullable RequestRow byToken(@Param("token") String token);

  /**
   * By token, with its row locked, or null: waits for a transaction that has inserted it and may
   * still commit.
   */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request WHERE token = #{token} FOR UPDATE
      """)
  @Nullable RequestRow lockByToken(@Param("token") String token);

  /** By id, or null. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request WHERE id = #{id}
      """)
  @Nullable RequestRow byId(@Param("id") long id);

  /** Some requests; those that are gone are missing from the answer. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request WHERE id IN ${ids}
      """)
  List<RequestRow> byIds(@Param("ids") Ids ids);

  /**
   * The requests of some files, each once. Left to choose, MariaDB 10.11 reads all of another index
   * of {@code request_file}, for it has the requests in their order.
   */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request
      WHERE id IN (SELECT request_id FROM request_file FORCE INDEX (PRIMARY) WHERE id IN ${ids})
      """)
  List<RequestRow> ofFiles(@Param("ids") Ids ids);

  /** The asynchronous requests of a user, newest first; a null description matches all. */
  @Select(
      """
      SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) AS seconds_left
      FROM request
      WHERE share = #{share} AND dn = #{dn} AND kind IN ('PUT', 'GET')
        AND (#{description} IS NULL OR description = #{description})
      ORDER BY id DESC LIMIT #{most}
      """)
  List<RequestRow> ofUser(
      @Param("share") long share,
      @Param("dn") String dn,
      @Param("description") @Nullable String description,
      @Param("most") int most);

  /** The time of a synchronous call is over now, if it was not before. */
  @Update(
      """
      UPDATE request SET expires_at = UTC_TIMESTAMP(6)
      WHERE token = #{token} AND kind IN ('MKDIR', 'RMDIR', 'RM', 'MV') AND expires_at > UTC_TIMESTAMP(6)
      """)
  int endTime(@Param("token") String token);

  /** Forgets a request. */
  @Delete("DELETE FROM request WHERE id = #{id}")
  int delete(@Param("id") long id);
}
