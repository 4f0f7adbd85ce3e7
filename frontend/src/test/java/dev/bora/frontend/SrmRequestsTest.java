// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PutDoneArgs;
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
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmReleaseFilesResponse;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.TRequestSummary;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that are there: whose they are, how they end, lists of them. */
class SrmRequestsTest extends SrmFixture {
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
}
