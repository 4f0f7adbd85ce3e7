// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.frontend.http.AccessLog;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmAbortFilesRequest;
import dev.bora.srm.types.SrmAbortFilesResponse;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmExtendFileLifeTimeRequest;
import dev.bora.srm.types.SrmExtendFileLifeTimeResponse;
import dev.bora.srm.types.SrmGetRequestSummaryRequest;
import dev.bora.srm.types.SrmGetRequestSummaryResponse;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmGetTransferProtocolsRequest;
import dev.bora.srm.types.SrmGetTransferProtocolsResponse;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmReleaseFilesResponse;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TRequestSummary;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class FrontendTest {
  private static final String NOT_MINE = "01930000-0000-7000-8000-000000000000";
  private static final String FILE = "srm://localhost/data/dir/file";

  @TempDir static Path folder;
  private static Database database;
  private static TestSite site;

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

  // ---- requests for short

  private static SrmPrepareToPutRequest put(String... surls) {
    List<TPutFileRequest> files = new ArrayList<>();
    for (String surl : surls) {
      files.add(new TPutFileRequest(surl, 42L));
    }
    return put(files, null, null, null);
  }

  private static SrmPrepareToPutRequest put(
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

  private static SrmPrepareToGetRequest get(String... surls) {
    List<TGetFileRequest> files = new ArrayList<>();
    for (String surl : surls) {
      files.add(new TGetFileRequest(surl, null));
    }
    return new SrmPrepareToGetRequest(null, files, null, null, null, null, null, null, null, null);
  }

  private static SrmLsRequest ls(Integer levels, Integer offset, Integer count, String... surls) {
    return new SrmLsRequest(null, List.of(surls), null, null, true, null, levels, offset, count);
  }

  private static String putToken(String who, String... surls) throws Exception {
    return site.ask(who, put(surls), SrmPrepareToPutResponse.class).requestToken();
  }

  private static String getToken(String who, String... surls) throws Exception {
    return site.ask(who, get(surls), SrmPrepareToGetResponse.class).requestToken();
  }

  private static List<FileRow> rows(String token) {
    return database.call(t -> t.files().ofRequest(t.requests().byToken(token).id()));
  }

  private static long count(String table) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var results = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      results.next();
      return results.getLong(1);
    }
  }

  /** As a backend would: the TURL is out, and a get's path is pinned. */
  private static void makeReady(String token, TStatusCode status) {
    database.run(t -> {
      for (FileRow row : t.files().ofRequest(t.requests().byToken(token).id())) {
        if (row.state() == FileState.QUEUED) {
          t.files().claimQueued(row.id(), 1, "backend-1");
          t.files().handOver(row.id(), 1, 1, status, 7L, "https://door:8443/x", 500);
          if (status == TStatusCode.SRM_FILE_PINNED) {
            t.pins().add(row.place().area(), row.place().path(), row.id());
          }
        }
      }
    });
  }

  private static TStatusCode code(TReturnStatus status) {
    return status.statusCode();
  }

  private static List<TStatusCode> codes(List<TSURLReturnStatus> files) {
    return files.stream().map(file -> file.status().statusCode()).toList();
  }

  // ---- discovery

  @Test
  void pingTellsWhoAnswers() throws Exception {
    SrmPingResponse pong = site.ask("alice", new SrmPingRequest(null), SrmPingResponse.class);
    assertThat(pong.versionInfo()).isEqualTo("v2.2");
    assertThat(pong.otherInfo())
        .contains(
            new TExtraInfo("backend_type", "Bora"),
            new TExtraInfo("backend_version", "<FE:%s><BE:9.9>".formatted(FrontendVersion.text())));
  }

  @Test
  void transferProtocolsOfTheSite() throws Exception {
    assertThat(
            site.ask(
                    "alice",
                    new SrmGetTransferProtocolsRequest(null),
                    SrmGetTransferProtocolsResponse.class)
                .protocolInfo())
        .extracting(info -> info.transferProtocol())
        .containsExactly("https", "davs");
  }

  // ---- name space

  @Test
  void nameSpaceCallsReachTheBackendWithTheCaller() throws Exception {
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmMkdirRequest(null, "srm://localhost/data/dir", null),
                        SrmMkdirResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    FakeBackend.Asked asked = site.backend.asked.getFirst();
    assertThat(asked.context().caller())
        .isEqualTo(
            new Caller(
                "/DC=bora/DC=testgrid/OU=People/CN=Alice Adams",
                "testvo",
                List.of("/testvo"),
                false));
    assertThat(asked.context().frontend()).isEqualTo("frontend-1");

    site.ask(
        "alice",
        new SrmRmdirRequest(null, "srm://localhost/data/dir", null, true),
        SrmRmdirResponse.class);
    assertThat(site.backend.argsOf(RmdirArgs.class))
        .containsExactly(new RmdirArgs(new PathRef("data", "dir"), true));

    site.backend.outcome = _ -> new Outcome("SRM_DUPLICATION_ERROR", "File exists");
    SrmMvResponse moved =
        site.ask(
            "alice",
            new SrmMvRequest(
                null,
                "srm://localhost:8444/srm/managerv2?SFN=/data/a",
                "srm://localhost/data/b",
                null),
            SrmMvResponse.class);
    assertThat(moved.returnStatus())
        .isEqualTo(new TReturnStatus(TStatusCode.SRM_DUPLICATION_ERROR, "File exists"));
  }

  @Test
  void removalsAreToldForEachFile() throws Exception {
    site.backend.outcome =
        file ->
            ((PathRef) file).path().equals("gone")
                ? new Outcome("SRM_INVALID_PATH", "File does not exist")
                : FakeBackend.SUCCESS;
    SrmRmResponse removed =
        site.ask(
            "alice",
            new SrmRmRequest(
                null,
                List.of(
                    "srm://localhost/other/x",
                    "srm://localhost/data/a",
                    "srm://localhost/data/gone",
                    "srm://elsewhere.example.org/data/a",
                    "no surl",
                    "srm://localhost/nowhere"),
                null),
            SrmRmResponse.class);
    assertThat(code(removed.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    assertThat(codes(removed.arrayOfFileStatuses()))
        .containsExactly(
            TStatusCode.SRM_AUTHORIZATION_FAILURE,
            TStatusCode.SRM_SUCCESS,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH);
    assertThat(site.backend.argsOf(RmArgs.class))
        .containsExactly(
            new RmArgs(List.of(new PathRef("data", "a"), new PathRef("data", "gone"))));
  }

  @Test
  void membersAndThoseWhomTheGridmapKnowsMayComeIn() throws Exception {
    SrmMkdirRequest mkdir = new SrmMkdirRequest(null, "srm://alias.example.org/data/d", null);
    SrmMkdirRequest other = new SrmMkdirRequest(null, "srm://localhost/other/d", null);
    for (String who : List.of("alice", "carol", "admin")) {
      assertThat(code(site.ask(who, mkdir, SrmMkdirResponse.class).returnStatus()))
          .as(who)
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
    for (String who : List.of("eve", "dave")) {
      assertThat(site.ask(who, mkdir, SrmMkdirResponse.class).returnStatus())
          .as(who)
          .isEqualTo(new TReturnStatus(TStatusCode.SRM_AUTHORIZATION_FAILURE, "Permission denied"));
    }
    assertThat(code(site.ask("eve", other, SrmMkdirResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(code(site.ask("admin", other, SrmMkdirResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  @Test
  void theRootOfAnAreaStays() throws Exception {
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmRmdirRequest(null, "srm://localhost/data/x/..", null, true),
                        SrmRmdirResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
    assertThat(site.backend.asked).isEmpty();
  }

  // ---- listings

  @Test
  void aTreeIsNestedUnderTheClientsAccessPoint() throws Exception {
    site.backend.files.put("d/", 0L);
    site.backend.files.put("d/e/", 0L);
    site.backend.files.put("d/e/f", 3L);
    site.backend.files.put("d/g", 4L);
    SrmLsResponse listed =
        site.ask(
            "alice", ls(2, null, null, "srm://localhost/alias/of/data//d/"), SrmLsResponse.class);
    assertThat(code(listed.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    TMetaDataPathDetail top = listed.details().getFirst();
    assertThat(top.path()).isEqualTo("/alias/of/data/d");
    assertThat(top.arrayOfSubPaths())
        .extracting(TMetaDataPathDetail::path)
        .containsExactly("/alias/of/data/d/e", "/alias/of/data/d/g");
    TMetaDataPathDetail file = top.arrayOfSubPaths().getFirst().arrayOfSubPaths().getFirst();
    assertThat(file.path()).isEqualTo("/alias/of/data/d/e/f");
    assertThat(file.size()).isEqualTo(3);
    assertThat(file.checkSumValue()).isEqualTo("0a1b2c3d");
    assertThat(file.ownerPermission().userID()).isEqualTo("ada");
  }

  @Test
  void severalPathsEachWithItsStatus() throws Exception {
    site.backend.files.put("a", 1L);
    site.backend.files.put("up.busy", 2L);
    SrmLsResponse listed =
        site.ask(
            "alice",
            ls(
                0,
                null,
                null,
                "srm://localhost/data/a",
                "srm://localhost/other/x",
                "srm://localhost/data/none",
                "srm://localhost/data/up.busy"),
            SrmLsResponse.class);
    assertThat(code(listed.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    assertThat(listed.details())
        .extracting(detail -> detail.status().statusCode())
        .containsExactly(
            TStatusCode.SRM_SUCCESS,
            TStatusCode.SRM_AUTHORIZATION_FAILURE,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_FILE_BUSY);
    assertThat(listed.details().getLast().size()).isEqualTo(2);

    assertThat(
            code(
                site.ask(
                        "alice",
                        ls(0, null, null, "srm://localhost/data/none"),
                        SrmLsResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_FAILURE);
  }

  @Test
  void moreThanTheLimitIsToldInTheFormThatMakesClientsPage() throws Exception {
    site.backend.files.put("big/", 0L);
    for (int i = 0; i < 2500; i++) {
      site.backend.files.put("big/f%04d".formatted(i), 1L);
    }
    site.backend.pageSize = 300;
    SrmLsResponse all =
        site.ask("alice", ls(1, null, null, "srm://localhost/data/big"), SrmLsResponse.class);
    assertThat(code(all.returnStatus())).isEqualTo(TStatusCode.SRM_TOO_MANY_RESULTS);
    assertThat(all.details()).hasSize(1);
    assertThat(code(all.details().getFirst().status())).isEqualTo(TStatusCode.SRM_TOO_MANY_RESULTS);
    assertThat(all.details().getFirst().arrayOfSubPaths()).isNull();

    List<String> seen = new ArrayList<>();
    for (int offset = 0; offset < 4000; offset += 1000) {
      SrmLsResponse part =
          site.ask("alice", ls(1, offset, 1000, "srm://localhost/data/big"), SrmLsResponse.class);
      assertThat(code(part.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
      List<TMetaDataPathDetail> children = part.details().getFirst().arrayOfSubPaths();
      if (children != null) {
        children.forEach(child -> seen.add(child.path()));
      }
    }
    assertThat(seen).hasSize(2500).doesNotHaveDuplicates().isSorted();
    assertThat(seen.getFirst()).isEqualTo("/data/big/f0000");
    assertThat(site.backend.argsOf(LsArgs.class)).allMatch(args -> args.count() <= 1000);
  }

  @Test
  void exactlyTheLimitIsNotTooMany() throws Exception {
    site.backend.files.put("big/", 0L);
    for (int i = 0; i < 1000; i++) {
      site.backend.files.put("big/f%04d".formatted(i), 1L);
    }
    SrmLsResponse all =
        site.ask("alice", ls(1, null, null, "srm://localhost/data/big"), SrmLsResponse.class);
    assertThat(code(all.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(all.details().getFirst().arrayOfSubPaths()).hasSize(1000);
  }

  @Test
  void oddListingsAreRefused() throws Exception {
    String surl = "srm://localhost/data/a";
    for (SrmLsRequest odd :
        List.of(
            ls(-1, null, null, surl), ls(1, -1, null, surl), ls(1, null, -1, surl), ls(1, 0, 0))) {
      assertThat(code(site.ask("alice", odd, SrmLsResponse.class).returnStatus()))
          .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
    }
    SrmLsRequest byType =
        new SrmLsRequest(
            null, List.of(surl), null, TFileStorageType.VOLATILE, null, null, null, null, null);
    assertThat(code(site.ask("alice", byType, SrmLsResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_NOT_SUPPORTED);
  }

  // ---- put and get

  @Test
  void aQuickPutHasItsTurlInTheFirstReply() throws Exception {
    site.backend.nudge = (_, args) -> FakeBackend.ready(args, "SRM_SPACE_AVAILABLE");
    SrmPrepareToPutResponse answer = site.ask("alice", put(FILE), SrmPrepareToPutResponse.class);
    assertThat(code(answer.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    TPutRequestFileStatus file = answer.arrayOfFileStatuses().getFirst();
    assertThat(file.SURL()).isEqualTo(FILE);
    assertThat(code(file.status())).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    assertThat(file.transferURL()).startsWith("https://door:8443/t/");
    assertThat(file.remainingPinLifetime()).isEqualTo(600);
    assertThat(answer.remainingTotalRequestTime()).isEqualTo(200);

    FileRow row = rows(answer.requestToken()).getFirst();
    assertThat(row.place().toString()).isEqualTo("data:dir/file");
    assertThat(row.expectedSize()).isEqualTo(42);
    NudgeArgs nudged = site.backend.argsOf(NudgeArgs.class).getFirst();
    assertThat(nudged.fileIds()).containsExactly(row.id());
    assertThat(nudged.waitMillis()).isEqualTo(200);
  }

  @Test
  void theRowsAreCommittedBeforeTheNudge() throws Exception {
    List<Long> seen = new ArrayList<>();
    site.backend.nudge =
        (_, args) -> {
          args.fileIds()
              .forEach(id -> seen.add(database.call(t -> t.files().byId(id)).requestId()));
          return new NudgeReply(List.of());
        };
    site.ask("alice", put(FILE), SrmPrepareToPutResponse.class);
    assertThat(seen).hasSize(1);
  }

  @Test
  void aLostNudgeCostsNothingButTime() throws Exception {
    site.backend.nudge =
        (_, _) -> {
          throw new IllegalStateException("lost");
        };
    SrmPrepareToGetResponse answer = site.ask("alice", get(FILE), SrmPrepareToGetResponse.class);
    assertThat(code(answer.returnStatus())).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
    assertThat(answer.requestToken()).isNotNull();
    assertThat(answer.arrayOfFileStatuses().getFirst().estimatedWaitTime()).isEqualTo(1);
    assertThat(rows(answer.requestToken())).hasSize(1);

    makeReady(answer.requestToken(), TStatusCode.SRM_FILE_PINNED);
    SrmStatusOfGetRequestResponse status =
        site.ask(
            "alice",
            new SrmStatusOfGetRequestRequest(answer.requestToken(), null, null),
            SrmStatusOfGetRequestResponse.class);
    assertThat(code(status.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(status.arrayOfFileStatuses().getFirst().transferURL())
        .isEqualTo("https://door:8443/x");
    assertThat(status.arrayOfFileStatuses().getFirst().remainingPinTime()).isBetween(490, 500);
    assertThat(status.remainingTotalRequestTime()).isBetween(190, 200);
  }

  @Test
  void whenAllFilesAreRefusedNothingIsStored() throws Exception {
    SrmPrepareToPutResponse answer =
        site.ask(
            "alice",
            put("srm://localhost/other/x", "srm://localhost/nowhere/x"),
            SrmPrepareToPutResponse.class);
    assertThat(code(answer.returnStatus())).isEqualTo(TStatusCode.SRM_FAILURE);
    assertThat(answer.requestToken()).isNull();
    assertThat(answer.arrayOfFileStatuses())
        .extracting(file -> file.status().statusCode())
        .containsExactly(TStatusCode.SRM_AUTHORIZATION_FAILURE, TStatusCode.SRM_INVALID_PATH);
    assertThat(count("request")).isZero();
    assertThat(site.backend.asked).isEmpty();
  }

  @Test
  void someRefusedFilesAreKeptForTheStatus() throws Exception {
    String token = putToken("alice", FILE, "srm://localhost/other/x");
    SrmStatusOfPutRequestResponse status =
        site.ask(
            "alice",
            new SrmStatusOfPutRequestRequest(
                token,
                null,
                List.of(
                    "srm://localhost:8444/srm/managerv2?SFN=/data//dir/file",
                    "srm://localhost/other/x",
                    "srm://localhost/data/unasked")),
            SrmStatusOfPutRequestResponse.class);
    assertThat(status.arrayOfFileStatuses())
        .extracting(file -> file.status().statusCode())
        .containsExactly(
            TStatusCode.SRM_REQUEST_QUEUED,
            TStatusCode.SRM_AUTHORIZATION_FAILURE,
            TStatusCode.SRM_INVALID_PATH);
    assertThat(status.arrayOfFileStatuses().getFirst().SURL())
        .isEqualTo("srm://localhost:8444/srm/managerv2?SFN=/data//dir/file");
    assertThat(status.arrayOfFileStatuses().getFirst().fileSize()).isEqualTo(42);
  }

  @Test
  void argumentsOfPutsAreChecked() throws Exception {
    List<TPutFileRequest> one = List.of(new TPutFileRequest(FILE, null));
    for (SrmPrepareToPutRequest odd :
        List.of(
            put(List.of(), null, null, null),
            put(one, -1, null, null),
            put(one, null, -1, null),
            put(List.of(new TPutFileRequest(null, null)), null, null, null),
            put("srm://localhost/" + "x".repeat(5000)),
            put("a,".repeat(21).split(",")))) {
      assertThat(code(site.ask("alice", odd, SrmPrepareToPutResponse.class).returnStatus()))
          .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
    }
    assertThat(
            site.ask(
                    "alice",
                    put(one, null, null, List.of("gsiftp", "dcap")),
                    SrmPrepareToPutResponse.class)
                .returnStatus())
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_NOT_SUPPORTED,
                "None of the transfer protocols is supported; supported are https, davs"));
    assertThat(count("request")).isZero();
  }

  @Test
  void timesAreDefaultedAndCutAndProtocolsKeepTheClientsOrder() throws Exception {
    List<TPutFileRequest> one = List.of(new TPutFileRequest(FILE, 0L));
    String cut =
        site.ask(
                "alice",
                put(one, 5000, 5000, List.of("gsiftp", "DAVS", "https")),
                SrmPrepareToPutResponse.class)
            .requestToken();
    var row = database.call(t -> t.requests().byToken(cut));
    assertThat(row.pinSeconds()).isEqualTo(1000);
    assertThat(row.secondsLeft()).isBetween(1990L, 2000L);
    assertThat(row.protocolList()).containsExactly("davs", "https");
    assertThat(row.description()).isEqualTo("my put");
    assertThat(rows(cut).getFirst().expectedSize()).isNull();
    String defaulted =
        site.ask("alice", put(one, 0, null, null), SrmPrepareToPutResponse.class).requestToken();
    var second = database.call(t -> t.requests().byToken(defaulted));
    assertThat(second.pinSeconds()).isEqualTo(100);
    assertThat(second.protocolList()).containsExactly("https", "davs");
  }

  // ---- owners

  @Test
  void onlyTheOwnerAndAdministratorsSeeOrChangeARequest() throws Exception {
    String put = putToken("alice", FILE);
    String get = getToken("alice", FILE);
    List<SrmRequest> requests =
        List.of(
            new SrmStatusOfPutRequestRequest(put, null, null),
            new SrmStatusOfGetRequestRequest(get, null, null),
            new SrmPutDoneRequest(put, null, List.of(FILE)),
            new SrmAbortRequestRequest(put, null),
            new SrmAbortFilesRequest(put, List.of(FILE), null),
            new SrmReleaseFilesRequest(get, null, null, null),
            new SrmExtendFileLifeTimeRequest(null, get, List.of(FILE), null, 10));
    site.backend.reset();
    for (SrmRequest request : requests) {
      Operation operation = request.operation();
      assertThat(code(site.ask("bob", request, operation.responseType()).returnStatus()))
          .as("bob, %s", operation)
          .isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
    }
    assertThat(site.backend.asked).isEmpty();
    for (SrmRequest request : requests) {
      Operation operation = request.operation();
      assertThat(code(site.ask("admin", request, operation.responseType()).returnStatus()))
          .as("admin, %s", operation)
          .isNotEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
    }
  }

  @Test
  void unknownTokensAreInvalid() throws Exception {
    String put = putToken("alice", FILE);
    for (String token :
        List.of(NOT_MINE, "fake_token", "", put.toUpperCase(java.util.Locale.ROOT))) {
      for (SrmRequest request :
          List.<SrmRequest>of(
              new SrmStatusOfPutRequestRequest(token, null, null),
              new SrmStatusOfGetRequestRequest(token, null, null),
              new SrmPutDoneRequest(token, null, List.of(FILE)),
              new SrmAbortRequestRequest(token, null),
              new SrmAbortFilesRequest(token, List.of(FILE), null),
              new SrmReleaseFilesRequest(token, null, null, null),
              new SrmExtendFileLifeTimeRequest(null, token, List.of(FILE), null, 10))) {
        assertThat(
                code(site.ask("alice", request, request.operation().responseType()).returnStatus()))
            .as("%s %s", token, request.operation())
            .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
      }
    }
    // The token of a put is none of a get.
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmStatusOfGetRequestRequest(put, null, null),
                        SrmStatusOfGetRequestResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
  }

  // ---- ends

  @Test
  void putDoneAndAbortFilesNameFilesByNumber() throws Exception {
    String token = putToken("alice", "srm://localhost/data/a", "srm://localhost/data/b");
    site.backend.outcome =
        number -> number.equals(1) ? new Outcome("SRM_FAILURE", "no data") : FakeBackend.SUCCESS;
    SrmPutDoneResponse done =
        site.ask(
            "alice",
            new SrmPutDoneRequest(
                token,
                null,
                List.of(
                    "srm://localhost/data/b", "srm://localhost/data/x", "srm://localhost/data/a")),
            SrmPutDoneResponse.class);
    assertThat(code(done.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    assertThat(codes(done.arrayOfFileStatuses()))
        .containsExactly(
            TStatusCode.SRM_FAILURE, TStatusCode.SRM_INVALID_PATH, TStatusCode.SRM_SUCCESS);
    assertThat(site.backend.argsOf(PutDoneArgs.class))
        .containsExactly(new PutDoneArgs(token, List.of(0, 1)));

    SrmAbortFilesResponse aborted =
        site.ask(
            "alice",
            new SrmAbortFilesRequest(token, List.of("srm://localhost/data/a"), null),
            SrmAbortFilesResponse.class);
    assertThat(code(aborted.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(site.backend.argsOf(AbortFilesArgs.class))
        .containsExactly(new AbortFilesArgs(token, List.of(0)));

    site.ask("alice", new SrmAbortRequestRequest(token, null), SrmAbortRequestResponse.class);
    assertThat(site.backend.argsOf(AbortRequestArgs.class))
        .containsExactly(new AbortRequestArgs(token));
  }

  @Test
  void aReleaseGivesPinsBackOnceAndMayBeRepeated() throws Exception {
    String token = getToken("alice", "srm://localhost/data/a", "srm://localhost/data/b");
    makeReady(token, TStatusCode.SRM_FILE_PINNED);
    assertThat(count("pin")).isEqualTo(2);
    SrmReleaseFilesRequest one =
        new SrmReleaseFilesRequest(token, null, List.of("srm://localhost/data/b"), null);
    for (int i = 0; i < 2; i++) {
      SrmReleaseFilesResponse released = site.ask("alice", one, SrmReleaseFilesResponse.class);
      assertThat(code(released.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
      assertThat(count("pin")).isEqualTo(1);
    }
    assertThat(rows(token))
        .extracting(FileRow::state)
        .containsExactly(FileState.READY, FileState.RELEASED);
    site.ask(
        "alice",
        new SrmReleaseFilesRequest(token, null, null, null),
        SrmReleaseFilesResponse.class);
    assertThat(count("pin")).isZero();
    assertThat(rows(token)).extracting(FileRow::status).containsOnly(TStatusCode.SRM_RELEASED);
  }

  @Test
  void aReleaseWithoutTokenIsForTheCallersPinsOnly() throws Exception {
    String first = getToken("alice", FILE);
    String second = getToken("alice", FILE);
    String bobs = getToken("bob", FILE);
    for (String token : List.of(first, second, bobs)) {
      makeReady(token, TStatusCode.SRM_FILE_PINNED);
    }
    SrmReleaseFilesResponse released =
        site.ask(
            "alice",
            new SrmReleaseFilesRequest(
                null, null, List.of(FILE, "srm://localhost/data/unpinned"), null),
            SrmReleaseFilesResponse.class);
    assertThat(codes(released.arrayOfFileStatuses()))
        .containsExactly(TStatusCode.SRM_SUCCESS, TStatusCode.SRM_INVALID_PATH);
    assertThat(rows(first).getFirst().state()).isEqualTo(FileState.RELEASED);
    assertThat(rows(second).getFirst().state()).isEqualTo(FileState.RELEASED);
    assertThat(rows(bobs).getFirst().state()).isEqualTo(FileState.READY);
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmReleaseFilesRequest(null, null, null, null),
                        SrmReleaseFilesResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
  }

  @Test
  void pinsAreExtendedFromNow() throws Exception {
    String token = getToken("alice", FILE);
    SrmExtendFileLifeTimeRequest extend =
        new SrmExtendFileLifeTimeRequest(null, token, List.of(FILE), null, 5000);
    assertThat(
            site.ask("alice", extend, SrmExtendFileLifeTimeResponse.class)
                .arrayOfFileStatuses()
                .getFirst()
                .status())
        .isEqualTo(new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, "No TURL available"));
    makeReady(token, TStatusCode.SRM_FILE_PINNED);
    long deadlines = count("deadline");
    SrmExtendFileLifeTimeResponse extended =
        site.ask("alice", extend, SrmExtendFileLifeTimeResponse.class);
    assertThat(code(extended.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(extended.arrayOfFileStatuses().getFirst().pinLifetime()).isEqualTo(1000);
    assertThat(rows(token).getFirst().readySecondsLeft()).isBetween(990L, 1000L);
    assertThat(count("deadline")).isEqualTo(deadlines + 1);
    site.ask(
        "alice",
        new SrmReleaseFilesRequest(token, null, null, null),
        SrmReleaseFilesResponse.class);
    assertThat(
            code(
                site.ask("alice", extend, SrmExtendFileLifeTimeResponse.class)
                    .arrayOfFileStatuses()
                    .getFirst()
                    .status()))
        .isEqualTo(TStatusCode.SRM_RELEASED);
  }

  @Test
  void filesLiveForEverAlready() throws Exception {
    site.backend.files.put("a", 1L);
    SrmExtendFileLifeTimeResponse answer =
        site.ask(
            "alice",
            new SrmExtendFileLifeTimeRequest(
                null,
                null,
                List.of("srm://localhost/data/a", "srm://localhost/data/none"),
                60,
                null),
            SrmExtendFileLifeTimeResponse.class);
    assertThat(answer.arrayOfFileStatuses().get(0).fileLifetime()).isEqualTo(-1);
    assertThat(code(answer.arrayOfFileStatuses().get(1).status()))
        .isEqualTo(TStatusCode.SRM_INVALID_PATH);
    for (SrmExtendFileLifeTimeRequest odd :
        List.of(
            new SrmExtendFileLifeTimeRequest(null, NOT_MINE, List.of(FILE), 1, 1),
            new SrmExtendFileLifeTimeRequest(null, NOT_MINE, List.of(FILE), 1, null),
            new SrmExtendFileLifeTimeRequest(null, null, List.of(FILE), null, 1),
            new SrmExtendFileLifeTimeRequest(null, null, List.of(FILE), -2, null),
            new SrmExtendFileLifeTimeRequest(null, null, List.of(), 1, null))) {
      assertThat(code(site.ask("alice", odd, SrmExtendFileLifeTimeResponse.class).returnStatus()))
          .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
    }
  }

  // ---- lists of requests

  @Test
  void summariesAndTokensAreTheCallersOwn() throws Exception {
    String put = putToken("alice", FILE, "srm://localhost/other/x");
    String get = getToken("alice", FILE);
    String bobs = putToken("bob", FILE);
    makeReady(get, TStatusCode.SRM_FILE_PINNED);
    SrmGetRequestSummaryResponse summary =
        site.ask(
            "alice",
            new SrmGetRequestSummaryRequest(List.of(put, get, bobs, NOT_MINE), null),
            SrmGetRequestSummaryResponse.class);
    assertThat(code(summary.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    List<TRequestSummary> requests = summary.arrayOfRequestSummaries();
    assertThat(requests)
        .extracting(request -> request.status().statusCode())
        .containsExactly(
            TStatusCode.SRM_REQUEST_QUEUED,
            TStatusCode.SRM_SUCCESS,
            TStatusCode.SRM_INVALID_REQUEST,
            TStatusCode.SRM_INVALID_REQUEST);
    assertThat(requests.get(0).totalNumFilesInRequest()).isEqualTo(2);
    assertThat(requests.get(0).numOfWaitingFiles()).isEqualTo(1);
    assertThat(requests.get(0).numOfFailedFiles()).isEqualTo(1);
    assertThat(requests.get(1).numOfCompletedFiles()).isEqualTo(1);

    SrmGetRequestTokensResponse tokens =
        site.ask(
            "alice", new SrmGetRequestTokensRequest(null, null), SrmGetRequestTokensResponse.class);
    assertThat(tokens.arrayOfRequestTokens())
        .extracting(TRequestTokenReturn::requestToken)
        .containsExactly(get, put);
    assertThat(
            site.ask(
                    "alice",
                    new SrmGetRequestTokensRequest("my put", null),
                    SrmGetRequestTokensResponse.class)
                .arrayOfRequestTokens())
        .extracting(TRequestTokenReturn::requestToken)
        .containsExactly(put);
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmGetRequestTokensRequest("nothing", null),
                        SrmGetRequestTokensResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
  }

  // ---- the rest of the protocol

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "RESERVE_SPACE",
        "STATUS_OF_RESERVE_SPACE_REQUEST",
        "RELEASE_SPACE",
        "UPDATE_SPACE",
        "STATUS_OF_UPDATE_SPACE_REQUEST",
        "GET_SPACE_META_DATA",
        "CHANGE_SPACE_FOR_FILES",
        "STATUS_OF_CHANGE_SPACE_FOR_FILES_REQUEST",
        "EXTEND_FILE_LIFE_TIME_IN_SPACE",
        "PURGE_FROM_SPACE",
        "GET_SPACE_TOKENS",
        "SET_PERMISSION",
        "CHECK_PERMISSION",
        "GET_PERMISSION",
        "STATUS_OF_LS_REQUEST",
        "BRING_ONLINE",
        "STATUS_OF_BRING_ONLINE_REQUEST",
        "COPY",
        "STATUS_OF_COPY_REQUEST",
        "SUSPEND_REQUEST",
        "RESUME_REQUEST"
      })
  void whatIsNotBuiltSaysSo(Operation operation) throws Exception {
    SrmRequest request = SampleRequests.of(operation);
    assertThat(site.ask("alice", request, operation.responseType()).returnStatus())
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_NOT_SUPPORTED,
                operation.wsdlName() + " is not supported by this server"));
  }

  @Test
  void malformedMessagesAreFaultsAndInvalidOnesAreAnswered() throws Exception {
    GridHttpReply fault = site.post("alice", "/srm/managerv2", "no xml".getBytes(UTF_8));
    assertThat(fault.status()).isEqualTo(500);
    assertThat(new String(fault.body(), UTF_8)).contains("Fault").doesNotContain("Exception");
    String invalid =
        """
        <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
        <s:srmMkdir xmlns:s="http://srm.lbl.gov/StorageResourceManager"><srmMkdirRequest/></s:srmMkdir>
        </e:Body></e:Envelope>
        """;
    GridHttpReply answered = site.post("alice", "/srm/managerv2", invalid.getBytes(UTF_8));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(new String(answered.body(), UTF_8)).contains("SRM_INVALID_REQUEST");
    assertThat(site.post("alice", "/srm/managerv2/extra", invalid.getBytes(UTF_8)).status())
        .isEqualTo(200);
    assertThat(site.post("alice", "/srm/managerv22", invalid.getBytes(UTF_8)).status())
        .isEqualTo(404);
    assertThat(site.post("alice", "/", invalid.getBytes(UTF_8)).status()).isEqualTo(404);
  }

  @Test
  void theWsdlIsServed() throws Exception {
    try (HttpClient client = browser()) {
      String base = "https://localhost:" + site.frontend.srmPort() + "/srm/managerv2";
      HttpResponse<String> wsdl =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "?wsdl")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(wsdl.statusCode()).isEqualTo(200);
      assertThat(wsdl.body()).contains("srmPrepareToPut", "httpg://localhost:8444/srm/managerv2");
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(base)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(405);
    }
  }

  private static HttpClient browser() throws Exception {
    var credential = site.user("alice", "testvo", "/testvo");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "user", credential.key(), new char[0], credential.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }

  private static final class TrustAll extends javax.net.ssl.X509ExtendedTrustManager
      implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String t, java.net.Socket s) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String t, java.net.Socket s) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String t, javax.net.ssl.SSLEngine e) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String t, javax.net.ssl.SSLEngine e) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void whatBreaksInsideIsToldToNobody() throws Exception {
    site.backend.outcome =
        _ -> {
          throw new IllegalStateException("secret detail");
        };
    TReturnStatus status =
        site.ask(
                "alice",
                new SrmMkdirRequest(null, "srm://localhost/data/d", null),
                SrmMkdirResponse.class)
            .returnStatus();
    assertThat(code(status)).isEqualTo(TStatusCode.SRM_INTERNAL_ERROR);
    assertThat(status.explanation()).doesNotContain("secret");
  }

  @Test
  void oneLineForEachCallAndNoneCanBeForged() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    String token;
    try {
      site.backend.nudge = (_, args) -> FakeBackend.ready(args, "SRM_SPACE_AVAILABLE");
      token = putToken("alice", "srm://localhost/data/a\" status=SRM_FAILURE", FILE);
    } finally {
      logger.detachAppender(appender);
    }
    assertThat(appender.list).hasSize(1);
    String line = appender.list.getFirst().getFormattedMessage();
    String requestId = site.backend.asked.getFirst().context().requestId();
    assertThat(line)
        .startsWith("request=" + requestId + " client=")
        .contains(
            " dn=\"/DC=bora/DC=testgrid/OU=People/CN=Alice Adams\" fqan=\"/testvo\""
                + " operation=srmPrepareToPut token=\""
                + token
                + "\""
                + " surl=\"srm://localhost/data/a\\\" status=SRM_FAILURE\" surls=2"
                + " status=SRM_SUCCESS ms=")
        .endsWith(" frontend=frontend-1 backend=backend-1")
        .doesNotContain("door:8443");
  }
}
