// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.ConstructorArgs;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * Statements on {@code request_file}. Each change of state names the state it leaves, and a
 * backend's also its epoch and claim: zero rows changed means that the race was lost.
 */
public interface FileMapper {
  /** Columns of {@link FileRow}. */
  String COLUMNS =
      """
      f.*, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), f.ready_until) AS ready_seconds_left
      """;

  /**
   * Adds files, in one statement: not too many, see {@code FileInserts}. Their requests were added
   * before them, in the same transaction ({@link RequestMapper#rememberInserted}).
   */
  @Insert(
      """
      <script>
      INSERT INTO request_file (request_id, file_no, kind, share, state, status, claim, surl, area, path, to_path, goal,
                                explanation, call_id, owner, backend, expected_size, updated_at)
      VALUES
      <foreach collection="rows" item="f" separator=",">
        (${f.words}, #{f.surl}, #{f.area}, #{f.path}, #{f.toPath}, #{f.goal}, #{f.explanation}, #{f.callId}, #{f.owner},
         #{f.backend}, #{f.expectedSize}, UTC_TIMESTAMP(6))
      </foreach>
      </script>
      """)
  void insert(@Param("rows") List<FileInsert> rows);

  /** Which ids the server has given to the files of one {@link #insert}, and to their requests. */
  @Select(
      """
      SELECT @bora_request AS first_request, LAST_INSERT_ID() AS first_file, @@auto_increment_increment AS step
      """)
  List<InsertedIds> inserted();

  /** Ids of a request's files, in the order of the request. */
  @Select("SELECT id FROM request_file WHERE request_id = #{requestId} ORDER BY file_no")
  List<Long> idsOf(@Param("requestId") long requestId);

  /**
   * All files of a request, in its order. MyBatis would find the columns by itself, and do so for
   * each row anew, which takes longer than all else about a row.
   */
  @Results(id = "file")
  @ConstructorArgs({
    @Arg(column = "id", javaType = long.class),
    @Arg(column = "request_id", javaType = long.class),
    @Arg(column = "file_no", javaType = int.class),
    @Arg(column = "kind", javaType = RequestKind.class),
    @Arg(column = "share", javaType = long.class),
    @Arg(column = "surl", javaType = String.class),
    @Arg(column = "area", javaType = String.class),
    @Arg(column = "path", javaType = byte[].class),
    @Arg(column = "to_path", javaType = byte[].class),
    @Arg(column = "state", javaType = FileState.class),
    @Arg(column = "goal", javaType = Goal.class),
    @Arg(column = "status", javaType = TStatusCode.class),
    @Arg(column = "explanation", javaType = String.class),
    @Arg(column = "call_id", javaType = String.class),
    @Arg(column = "owner", javaType = Long.class),
    @Arg(column = "backend", javaType = String.class),
    @Arg(column = "claim", javaType = int.class),
    @Arg(column = "adoptions", javaType = int.class),
    @Arg(column = "suspect", javaType = boolean.class),
    @Arg(column = "deaths", javaType = int.class),
    @Arg(column = "abort_call", javaType = String.class),
    @Arg(column = "step", javaType = Step.class),
    @Arg(column = "step_inode", javaType = Long.class),
    @Arg(column = "step_birth", javaType = Long.class),
    @Arg(column = "entry_claim", javaType = Integer.class),
    @Arg(column = "expected_size", javaType = Long.class),
    @Arg(column = "size", javaType = Long.class),
    @Arg(column = "turl", javaType = String.class),
    @Arg(column = "ready_seconds_left", javaType = Long.class)
  })
  @Select(
      "SELECT " + COLUMNS + " FROM request_file f WHERE request_id = #{requestId} ORDER BY file_no")
  List<FileRow> ofRequest(@Param("requestId") long requestId);

  /** The files of the first request that was added in this transaction, in its order. */
  @ResultMap("file")
  @Select(
      "SELECT "
          + COLUMNS
          + " FROM request_file f WHERE request_id = @bora_request ORDER BY file_no")
  List<FileRow> ofInserted();

  /** One file, or null. */
  @ResultMap("file")
  @Select("SELECT " + COLUMNS + " FROM request_file f WHERE id = #{id}")
  @Nullable FileRow byId(@Param("id") long id);

  /** Some files; those that are gone are missing from the answer. */
  @ResultMap("file")
  @Select("SELECT " + COLUMNS + " FROM request_file f WHERE id IN ${ids} ORDER BY id")
  List<FileRow> byIds(@Param("ids") Ids ids);

  /** One file with its row locked for update until the transaction ends, or null. */
  @ResultMap("file")
  @Select("SELECT " + COLUMNS + " FROM request_file f WHERE id = #{id} FOR UPDATE")
  @Nullable FileRow lock(@Param("id") long id);

  /**
   * Queued files become this backend's. Locks: by the primary key.
   *
   * @param goal PREPARE or STAGE
   */
  @Update(
      """
      UPDATE request_file FORCE INDEX (PRIMARY)
      SET state = 'RUNNING', goal = #{goal}, status = 'SRM_REQUEST_INPROGRESS', owner = #{owner},
          backend = #{backend}, claim = claim + 1, updated_at = UTC_TIMESTAMP(6)
      WHERE state = 'QUEUED' AND id IN ${ids}
      """)
  int claimQueued(
      @Param("ids") Ids ids,
      @Param("goal") Goal goal,
      @Param("owner") long owner,
      @Param("backend") String backend);

  /** A file whose TURL is out becomes this backend's, for commit or discard. */
  @Update(
      """
      UPDATE request_file
      SET state = 'RUNNING', goal = #{goal}, owner = #{owner}, backend = #{backend}, claim = claim + 1,
          call_id = #{callId}, status = COALESCE(#{status}, status),
          explanation = COALESCE(#{explanation}, explanation), updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'READY'
      """)
  int claimReady(
      @Param("id") long id,
      @Param("goal") Goal goal,
      @Param("callId") @Nullable String callId,
      @Param("status") @Nullable TStatusCode status,
      @Param("explanation") @Nullable String explanation,
      @Param("owner") long owner,
      @Param("backend") String backend);

  /** A commit that cannot be: its owner now discards the upload, to end with this status. */
  @Update(
      """
      UPDATE request_file
      SET goal = 'DISCARD', status = #{status}, explanation = #{explanation}, step = NULL,
          updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
      """)
  int turnToDiscard(
      @Param("id") long id,
      @Param("owner") long owner,
      @Param("claim") int claim,
      @Param("status") TStatusCode status,
      @Param("explanation") @Nullable String explanation);

  /**
   * Takes over some of what a fenced incarnation held; journal and goal stay. What it died with a
   * step begun of, or had begun once more as an adopter, becomes a suspect, and a death while it
   * ran alone is counted. Locks: by the primary key, whatever the server thinks of the size of the
   * table, and so in its order.
   *
   * @param died false if the incarnation ended but its process did not
   */
  @Update(
      """
      UPDATE request_file FORCE INDEX (PRIMARY)
      SET deaths = deaths + (#{died} AND alone AND (begun = claim OR step IS NOT NULL)),
          suspect = suspect
            OR (#{died} AND (begun = claim OR (step IS NOT NULL AND step != 'ABORT'))),
          alone = FALSE,
          owner = #{owner}, backend = #{backend}, claim = claim + 1, adoptions = adoptions + 1,
          adopted_from = #{from}, updated_at = UTC_TIMESTAMP(6)
      WHERE state = 'RUNNING' AND owner = #{from} AND id IN ${ids}
      """)
  int adopt(
      @Param("ids") Ids ids,
      @Param("from") long from,
      @Param("owner") long owner,
      @Param("backend") String backend,
      @Param("died") boolean died);

  /** A new claim for the same owner, as an adopter would have it. */
  @Update(
      """
      UPDATE request_file
      SET claim = claim + 1, alone = FALSE, updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner}
      """)
  int renew(@Param("id") long id, @Param("owner") long owner);

  /**
   * What nobody has begun to prepare is nobody's again.
   *
   * @param status whether it waits for work, or is in progress and waits for a TURL
   */
  @Update(
      """
      UPDATE request_file
      SET state = 'QUEUED', goal = NULL, status = #{status}, owner = NULL, backend = NULL,
          updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
        AND goal IN ('PREPARE', 'STAGE') AND step IS NULL AND abort_call IS NULL
      """)
  int queueAgain(
      @Param("id") long id,
      @Param("owner") long owner,
      @Param("claim") int claim,
      @Param("status") TStatusCode status);

  /** Whoever adopted it begins it now, and may die of it before its first step. */
  @Update(
      """
      UPDATE request_file SET begun = claim
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
      """)
  int begins(@Param("id") long id, @Param("owner") long owner, @Param("claim") int claim);

  /** From now on the owner runs it with nothing beside it. */
  @Update(
      """
      UPDATE request_file SET alone = TRUE, begun = claim, updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
      """)
  int runsAlone(@Param("id") long id, @Param("owner") long owner, @Param("claim") int claim);

  /** An abort came while somebody prepares it: whoever has it then ends it instead. */
  @Update(
      """
      UPDATE request_file SET abort_call = #{callId}, updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND goal IN ('PREPARE', 'STAGE')
      """)
  int askAbort(@Param("id") long id, @Param("callId") String callId);

  /** The operation id of an abort that came while the file was being prepared, or null. */
  @Select("SELECT abort_call FROM request_file WHERE id = #{id}")
  @Nullable String abortCall(@Param("id") long id);

  /** The intent of a step, before its system call. */
  @Update(
      """
      UPDATE request_file
      SET step = #{step}, step_inode = #{inode}, step_birth = #{birth}, entry_claim = #{entryClaim},
          updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
      """)
  int journal(
      @Param("id") long id,
      @Param("owner") long owner,
      @Param("claim") int claim,
      @Param("step") Step step,
      @Param("inode") @Nullable Long inode,
      @Param("birth") @Nullable Long birth,
      @Param("entryClaim") @Nullable Integer entryClaim);

  /** The owner hands a file over with its TURL, unless it is to be aborted. */
  @Update(
      """
      UPDATE request_file
      SET state = 'READY', goal = NULL, status = #{status}, explanation = NULL, owner = NULL, step = NULL,
          suspect = FALSE, alone = FALSE, deaths = 0, size = #{size}, turl = #{turl}, ready_until = UTC_TIMESTAMP(6) + INTERVAL #{seconds} SECOND,
          updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim} AND abort_call IS NULL
      """)
  int handOver(
      @Param("id") long id,
      @Param("owner") long owner,
      @Param("claim") int claim,
      @Param("status") TStatusCode status,
      @Param("size") @Nullable Long size,
      @Param("turl") String turl,
      @Param("seconds") int seconds);

  /**
   * The owner gives a file back as it was before: a commit that could not be, the TURL still good.
   */
  @Update(
      """
      UPDATE request_file
      SET state = 'READY', goal = NULL, owner = NULL, step = NULL, suspect = FALSE, alone = FALSE, deaths = 0,
          updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner} AND claim = #{claim}
      """)
  int giveBack(@Param("id") long id, @Param("owner") long owner, @Param("claim") int claim);

  /**
   * The owner ends some files in the same way. Locks: by the primary key.
   *
   * @param claim that all of them are under
   * @param sizes of those that tell theirs
   * @return how many were this owner's under this claim
   */
  @Update(
      """
      <script>
      UPDATE request_file FORCE INDEX (PRIMARY)
      SET state = #{state}, goal = NULL, status = #{status}, explanation = #{explanation}, owner = NULL, step = NULL,
          <if test="!sizes.isEmpty()">
          size = CASE id
            <foreach collection="sizes" index="id" item="bytes">WHEN ${id} THEN ${bytes} </foreach>ELSE size END,
          </if>
          updated_at = UTC_TIMESTAMP(6)
      WHERE state = 'RUNNING' AND owner = #{owner} AND claim = #{claim} AND id IN ${ids}
      </script>
      """)
  int finish(
      @Param("ids") Ids ids,
      @Param("owner") long owner,
      @Param("claim") int claim,
      @Param("state") FileState state,
      @Param("status") TStatusCode status,
      @Param("explanation") @Nullable String explanation,
      @Param("sizes") Map<Long, Long> sizes);

  /** Ends a file that nobody owns: a queued one, or a pin. */
  @Update(
      """
      UPDATE request_file
      SET state = #{state}, status = #{status}, explanation = #{explanation}, updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = #{from}
      """)
  int finishUnowned(
      @Param("id") long id,
      @Param("from") FileState from,
      @Param("state") FileState state,
      @Param("status") TStatusCode status,
      @Param("explanation") @Nullable String explanation);

  /** A new end of the pin or write TURL, counted from now; what is over stays over. */
  @Update(
      """
      UPDATE request_file
      SET ready_until = UTC_TIMESTAMP(6) + INTERVAL #{seconds} SECOND, updated_at = UTC_TIMESTAMP(6)
      WHERE id = #{id} AND state = 'READY' AND ready_until > UTC_TIMESTAMP(6)
      """)
  int extend(@Param("id") long id, @Param("seconds") int seconds);

  /** Forgets a file. */
  @Delete("DELETE FROM request_file WHERE id = #{id}")
  int delete(@Param("id") long id);

  /** How many files of a request are remembered. */
  @Select("SELECT COUNT(*) FROM request_file WHERE request_id = #{requestId}")
  long countOf(@Param("requestId") long requestId);

  /** Seconds since a file's row last changed, on the database's clock; null if there is none. */
  @Select(
      "SELECT TIMESTAMPDIFF(SECOND, updated_at, UTC_TIMESTAMP(6)) FROM request_file WHERE id = #{id}")
  @Nullable Long idleSeconds(@Param("id") long id);
}
