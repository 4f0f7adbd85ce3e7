// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** The ceiling's statements: several in one text, so that a transaction is a round trip or two. */
final class RawSql {
  private static final long SHARE = 1;

  /** As many as Bora's tally has. */
  private static final int SLOTS = 16;

  private RawSql() {}

  /** A claimed row. */
  record Row(long id, int number) {}

  private static byte[] path(int number) {
    return ("bench/" + number).getBytes(UTF_8);
  }

  /** A request for files from one number up to before another. */
  record Request(int from, int to) {
    int files() {
      return to - from;
    }
  }

  /** In one transaction, and one round trip. Ids follow from the first of an insert's. */
  static void submit(Connection connection, List<Request> requests) throws SQLException {
    int files = requests.stream().mapToInt(Request::files).sum();
    try (PreparedStatement all = connection.prepareStatement(inserts(requests.size(), files))) {
      fill(all, requests);
      boolean _ = all.execute();
      readAll(all);
    }
  }

  /** Their parameters are what {@link #fill} sets. */
  private static String inserts(int requests, int files) {
    StringBuilder sql = new StringBuilder(1_000 + 500 * requests + 300 * files);
    sql.append(
        """
        BEGIN;
        INSERT INTO request (token, kind, dn, vo, fqans, share, client_address, frontend, protocols,
                             overwrite, whole_tree, pin_seconds, files, created_at, expires_at) VALUES
        """);
    rows(
        sql,
        requests,
        _ ->
            """
            (?,'PUT','/DC=org/DC=example/CN=Bench','bench','/bench',1,'127.0.0.1','frontend-1','https',
             'NEVER',0,3600,?,UTC_TIMESTAMP(6),UTC_TIMESTAMP(6) + INTERVAL 3600 SECOND)\
            """);
    sql.append(
        "INSERT INTO request_file (request_id, file_no, kind, share, surl, area, path, state, status, updated_at)"
            + " VALUES ");
    rows(
        sql,
        files,
        _ ->
            "(LAST_INSERT_ID()+?,?,'PUT',1,?,'data',?,'QUEUED','SRM_REQUEST_QUEUED',UTC_TIMESTAMP(6))");
    sql.append("INSERT INTO ready (area, kind, wants, share, file_id) VALUES ");
    rows(sql, files, file -> "('data','PUT','WORK',1,LAST_INSERT_ID()+" + file + ")");
    sql.append("INSERT INTO deadline (at, file_id) VALUES ");
    rows(
        sql,
        files,
        file -> "(UTC_TIMESTAMP(6) + INTERVAL 3600 SECOND,LAST_INSERT_ID()+" + file + ")");
    return sql.append(tally(files, 0)).append("COMMIT").toString();
  }

  private static void rows(StringBuilder sql, int count, IntFunction<String> row) {
    for (int number = 0; number < count; number++) {
      sql.append(number == 0 ? "" : ",").append(row.apply(number));
    }
    sql.append(';');
  }

  private static void fill(PreparedStatement all, List<Request> requests) throws SQLException {
    int parameter = 1;
    for (Request request : requests) {
      all.setString(parameter++, UUID.randomUUID().toString());
      all.setInt(parameter++, request.files());
    }
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      for (int number = request.from(); number < request.to(); number++) {
        all.setInt(parameter++, i);
        all.setInt(parameter++, number - request.from());
        all.setString(parameter++, "srm://bench.example.org/data/bench/" + number);
        all.setBytes(parameter++, path(number));
      }
    }
  }

  /**
   * What is said of so many more files that wait or run: last in a transaction, as Bora does, for
   * others wait for its rows.
   */
  private static String tally(int waiting, int running) {
    int slot = ThreadLocalRandom.current().nextInt(SLOTS);
    return """
    INSERT INTO tally (kind, share, slot, waiting, running, parked, turls)
    VALUES ('PUT',0,%1$d,%2$d,%3$d,0,0),('PUT',1,%1$d,%2$d,%3$d,0,0)
    ON DUPLICATE KEY UPDATE waiting = waiting + VALUES(waiting), running = running + VALUES(running),
                            parked = parked + VALUES(parked), turls = turls + VALUES(turls);
    """
        .formatted(slot, waiting, running);
  }

  static List<Row> claim(Connection connection, long owner, int most) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet locked =
          statement.executeQuery(
              "SELECT file_id FROM ready FORCE INDEX (PRIMARY) WHERE area = 'data' AND kind = 'PUT' AND wants = 'WORK'"
                  + " AND share = "
                  + SHARE
                  + " ORDER BY file_id LIMIT "
                  + most
                  + " FOR UPDATE SKIP LOCKED")) {
        while (locked.next()) {
          ids.add(locked.getLong(1));
        }
      }
      List<Row> rows = ids.isEmpty() ? List.of() : take(statement, owner, ids);
      boolean _ =
          statement.execute((ids.isEmpty() ? "" : tally(-ids.size(), ids.size())) + "COMMIT");
      readAll(statement);
      return rows;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static List<Row> take(Statement statement, long owner, List<Long> ids)
      throws SQLException {
    StringBuilder sql = new StringBuilder(300 * ids.size());
    for (long id : ids) {
      sql.append(
          """
          DELETE FROM ready WHERE area='data' AND kind='PUT' AND wants='WORK' AND share=1 AND file_id=%d;
          """
              .formatted(id));
    }
    for (long id : ids) {
      sql.append("INSERT INTO claimed (owner, file_id) VALUES (%d,%d);".formatted(owner, id));
    }
    for (long id : ids) {
      sql.append(
          """
          UPDATE request_file SET state='RUNNING', goal='PREPARE', status='SRM_REQUEST_INPROGRESS', owner=%d,
          backend='raw', claim=claim+1, updated_at=UTC_TIMESTAMP(6) WHERE id=%d AND state='QUEUED';
          """
              .formatted(owner, id));
    }
    boolean _ = statement.execute(sql.toString());
    readAll(statement);
    List<Row> rows = new ArrayList<>();
    String list = String.join(",", ids.stream().map(String::valueOf).toList());
    try (ResultSet files =
        statement.executeQuery(
            "SELECT id, path FROM request_file WHERE id IN (" + list + ") ORDER BY id")) {
      while (files.next()) {
        String path = new String(files.getBytes(2), UTF_8);
        rows.add(new Row(files.getLong(1), Integer.parseInt(path.substring("bench/".length()))));
      }
    }
    return rows;
  }

  /** In one transaction, and one round trip. */
  static void complete(Connection connection, long owner, List<Row> rows) throws SQLException {
    StringBuilder sql = new StringBuilder(100 + 500 * rows.size()).append("BEGIN;");
    for (Row row : rows) {
      sql.append(
          """
          UPDATE request_file SET state='DONE', goal=NULL, status='SRM_SUCCESS', explanation=NULL, owner=NULL,
          step=NULL, updated_at=UTC_TIMESTAMP(6) WHERE id=%1$d AND state='RUNNING' AND owner=%2$d;
          DELETE FROM claimed WHERE owner=%2$d AND file_id=%1$d;
          INSERT INTO deadline (at, file_id) VALUES (UTC_TIMESTAMP(6) + INTERVAL 604800 SECOND, %1$d);
          """
              .formatted(row.id(), owner));
    }
    try (Statement all = connection.createStatement()) {
      boolean _ = all.execute(sql.append(tally(0, -rows.size())).append("COMMIT").toString());
      readAll(all);
    }
  }

  /** Only what is read tells of an error in a later statement. */
  private static void readAll(Statement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      // on to the next
    }
  }
}
