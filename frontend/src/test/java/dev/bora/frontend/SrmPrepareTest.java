// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.table.FileRow;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Puts and gets up to their token, and their status. */
class SrmPrepareTest extends SrmFixture {
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
}
