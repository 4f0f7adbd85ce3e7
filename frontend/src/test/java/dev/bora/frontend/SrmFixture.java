// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A frontend with a fresh database and a fake backend, and requests to it for short. */
abstract class SrmFixture {
  static final String NOT_MINE = "01930000-0000-7000-8000-000000000000";
  static final String FILE = "srm://localhost/data/dir/file";

  @TempDir static Path folder;
  static Database database;
  static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("frontend");
    site = new TestSite(folder, database, UnaryOperator.identity());
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
    database.close();
  }

  @BeforeEach
  void reset() throws Exception {
    site.backend.reset();
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      for (String table : List.of("request", "request_file", "ready", "pin", "deadline")) {
        statement.execute("DELETE FROM " + table);
      }
      connection.commit();
    }
  }

  static SrmPrepareToPutRequest put(String... surls) {
    List<TPutFileRequest> files = new ArrayList<>();
    for (String surl : surls) {
      files.add(new TPutFileRequest(surl, 42L));
    }
    return put(files, null, null, null);
  }

  static SrmPrepareToPutRequest put(
      List<TPutFileRequest> files, Integer requestTime, Integer pinTime, List<String> protocols) {
    return new SrmPrepareToPutRequest(
        null,
        files,
        "my put",
        null,
        null,
        requestTime,
        pinTime,
        null,
        null,
        null,
        null,
        new TTransferParameters(null, null, null, protocols));
  }

  static SrmPrepareToGetRequest get(String... surls) {
    List<TGetFileRequest> files = new ArrayList<>();
    for (String surl : surls) {
      files.add(new TGetFileRequest(surl, null));
    }
    return new SrmPrepareToGetRequest(null, files, null, null, null, null, null, null, null, null);
  }

  static SrmLsRequest ls(Integer levels, Integer offset, Integer count, String... surls) {
    return new SrmLsRequest(null, List.of(surls), null, null, true, null, levels, offset, count);
  }

  static String putToken(String who, String... surls) throws Exception {
    return site.ask(who, put(surls), SrmPrepareToPutResponse.class).requestToken();
  }

  static String getToken(String who, String... surls) throws Exception {
    return site.ask(who, get(surls), SrmPrepareToGetResponse.class).requestToken();
  }

  static List<FileRow> rows(String token) {
    return database.call(t -> t.files().ofRequest(t.requests().byToken(token).id()));
  }

  static long count(String table) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var results = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      results.next();
      return results.getLong(1);
    }
  }

  static void execute(String sql) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
      connection.commit();
    }
  }

  /** As a backend would: the TURL is out, and a get's path is pinned. */
  static void makeReady(String token, TStatusCode status) {
    database.run(t -> {
      for (FileRow row : t.files().ofRequest(t.requests().byToken(token).id())) {
        if (row.state() == FileState.QUEUED) {
          t.files().claimQueued(Ids.of(row.id()), Goal.PREPARE, 1, "backend-1");
          t.files().handOver(row.id(), 1, 1, status, 7L, "https://door:8443/x", 500);
          if (status == TStatusCode.SRM_FILE_PINNED) {
            t.pins().add(row.place().area(), row.place().path(), row.id());
          }
        }
      }
    });
  }

  static TStatusCode code(TReturnStatus status) {
    return status.statusCode();
  }

  static List<TStatusCode> codes(List<TSURLReturnStatus> files) {
    return files.stream().map(file -> file.status().statusCode()).toList();
  }
}
