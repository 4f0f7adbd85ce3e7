// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.client.ScriptedServer.Door;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
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
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TGetRequestFileStatus;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SrmClientTest {

  private static final TReturnStatus OK = new TReturnStatus(TStatusCode.SRM_SUCCESS);
  private static final byte[] WORDS = "Wikipedia".getBytes(StandardCharsets.UTF_8);
  private static final String ADLER_OF_WORDS = "11e60398";
  private static final TransferOptions OPTIONS = TransferOptions.DEFAULTS;

  @TempDir private Path folder;
  private ScriptedServer server;
  private SrmClient client;
  private Path local;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start(folder);
    client = server.client();
    local = Files.write(folder.resolve("words"), WORDS);
    server.on(SrmAbortRequestRequest.class, _ -> new SrmAbortRequestResponse(OK));
    server.on(SrmReleaseFilesRequest.class, _ -> new SrmReleaseFilesResponse(OK, null));
    server.on(
        SrmPutDoneRequest.class,
        asked ->
            new SrmPutDoneResponse(
                OK, List.of(new TSURLReturnStatus(asked.arrayOfSURLs().getFirst(), OK))));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private static TReturnStatus status(TStatusCode code, String explanation) {
    return new TReturnStatus(code, explanation);
  }

  private TPutRequestFileStatus put(Surl surl, TStatusCode code, String turl) {
    return new TPutRequestFileStatus(
        surl.text(), new TReturnStatus(code), null, null, null, null, turl, null);
  }

  private void answerPut(Surl surl) {
    server.on(
        SrmPrepareToPutRequest.class,
        _ ->
            new SrmPrepareToPutResponse(
                OK,
                "token",
                List.of(put(surl, TStatusCode.SRM_SPACE_AVAILABLE, server.turl("/up"))),
                null));
  }

  private void answerGet(Surl surl, Long size) {
    server.on(
        SrmPrepareToGetRequest.class,
        _ ->
            new SrmPrepareToGetResponse(
                OK,
                "token",
                List.of(
                    new TGetRequestFileStatus(
                        surl.text(),
                        size,
                        new TReturnStatus(TStatusCode.SRM_FILE_PINNED),
                        null,
                        null,
                        server.turl("/down"),
                        null)),
                null));
  }

  private void answerStat(String checksum) {
    server.on(
        SrmLsRequest.class,
        _ -> new SrmLsResponse(OK, null, List.of(detail("/f", TFileType.FILE, checksum, null))));
  }

  private static TMetaDataPathDetail detail(
      String path, TFileType type, String checksum, List<TMetaDataPathDetail> children) {
    return new TMetaDataPathDetail(
        path,
        OK,
        9L,
        null,
        null,
        null,
        null,
        null,
        null,
        type,
        null,
        null,
        null,
        null,
        null,
        checksum == null ? null : "ADLER32",
        checksum,
        children);
  }

  @Test
  void asksWhoTheServerIs() throws Exception {
    server.on(SrmPingRequest.class, _ -> new SrmPingResponse("v2.2", List.of()));
    assertThat(client.ping().versionInfo()).isEqualTo("v2.2");
  }

  @Test
  void tellsCodeAndExplanationOfTheFile() throws Exception {
    Surl surl = server.surl("/testvo/f");
    server.on(
        SrmRmRequest.class,
        _ ->
            new SrmRmResponse(
                status(TStatusCode.SRM_FAILURE, "all files failed"),
                List.of(
                    new TSURLReturnStatus(
                        surl.text(),
                        status(TStatusCode.SRM_INVALID_PATH, "No such file or directory")))));
    assertThatThrownBy(() -> client.rm(surl))
        .isInstanceOfSatisfying(
            SrmStatusException.class,
            e -> assertThat(e.statusCode()).isEqualTo(TStatusCode.SRM_INVALID_PATH))
        .hasMessage("SRM_INVALID_PATH: No such file or directory");
  }

  @Test
  void tellsWhatIsNoSrmServer() throws Exception {
    int port = server.surl("/").port().getAsInt();
    try (SrmClient elsewhere = server.client(port, "/elsewhere")) {
      assertThatThrownBy(elsewhere::ping)
          .hasMessage("httpg://localhost:%d/elsewhere answers srmPing with HTTP status 404", port);
    }
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (SrmClient nowhere = server.client(free, "/srm/managerv2")) {
      assertThatThrownBy(nowhere::ping)
          .hasMessage(
              "no connection to httpg://localhost:%d/srm/managerv2: Connection refused", free);
    }
  }

  @Test
  void listsALongDirectoryInPages() throws Exception {
    List<String> names =
        IntStream.range(0, 2500).mapToObj(number -> "/testvo/d/f" + number).toList();
    server.on(SrmLsRequest.class, asked -> page(asked, names, 600));
    List<String> seen = new ArrayList<>();
    client.list(server.surl("/testvo/d"), each -> seen.add(each.path()));
    assertThat(seen).isEqualTo(names);
  }

  /** As servers with a limit do: more than that, and there is no page at all. */
  private static SrmLsResponse page(SrmLsRequest asked, List<String> names, int limit) {
    if (asked.count() == null || asked.count() > limit) {
      return new SrmLsResponse(status(TStatusCode.SRM_TOO_MANY_RESULTS, null), null, null);
    }
    Stream<TMetaDataPathDetail> children =
        names.stream()
            .skip(asked.offset())
            .limit(asked.count())
            .map(name -> detail(name, TFileType.FILE, null, null));
    return new SrmLsResponse(
        OK, null, List.of(detail("/testvo/d", TFileType.DIRECTORY, null, children.toList())));
  }

  @Test
  void putsAFileWhoseTurlTakesTime() throws Exception {
    Surl surl = server.surl("/testvo/f");
    Deque<TPutRequestFileStatus> states =
        new ArrayDeque<>(
            List.of(
                put(surl, TStatusCode.SRM_REQUEST_INPROGRESS, null),
                put(surl, TStatusCode.SRM_SPACE_AVAILABLE, server.turl("/up?token=a%20b"))));
    server.on(
        SrmPrepareToPutRequest.class,
        _ ->
            new SrmPrepareToPutResponse(
                new TReturnStatus(TStatusCode.SRM_REQUEST_QUEUED), "token", null, null));
    server.on(
        SrmStatusOfPutRequestRequest.class,
        _ ->
            new SrmStatusOfPutRequestResponse(
                new TReturnStatus(TStatusCode.SRM_REQUEST_INPROGRESS),
                List.of(states.removeFirst()),
                null));
    answerStat(ADLER_OF_WORDS);
    TransferResult result =
        client.put(local, surl, OPTIONS.overwriting(), TransferProgress.IGNORED);
    assertThat(result).isEqualTo(new TransferResult(9, ADLER_OF_WORDS, true));
    assertThat(server.data.get("/up")).isEqualTo(WORDS);
    assertThat(server.operations())
        .containsExactly(
            "srmPrepareToPut",
            "srmStatusOfPutRequest",
            "srmStatusOfPutRequest",
            "srmPutDone",
            "srmLs");
    SrmPrepareToPutRequest asked = (SrmPrepareToPutRequest) server.requests.getFirst();
    assertThat(asked.overwriteOption()).isEqualTo(TOverwriteMode.ALWAYS);
    assertThat(asked.arrayOfFileRequests().getFirst().expectedFileSize()).isEqualTo(9);
  }

  @Test
  void givesUpWaitingAndAborts() throws Exception {
    Surl surl = server.surl("/testvo/f");
    TReturnStatus queued = new TReturnStatus(TStatusCode.SRM_REQUEST_QUEUED);
    server.on(
        SrmPrepareToPutRequest.class,
        _ -> new SrmPrepareToPutResponse(queued, "token", null, null));
    server.on(
        SrmStatusOfPutRequestRequest.class,
        _ -> new SrmStatusOfPutRequestResponse(queued, null, null));
    TransferOptions impatient = OPTIONS.withPrepareTimeout(Duration.ofMillis(300));
    assertThatThrownBy(() -> client.put(local, surl, impatient, TransferProgress.IGNORED))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("SRM_REQUEST_QUEUED");
    assertThat(server.operations()).endsWith("srmAbortRequest");
  }

  @Test
  void abortsWhenTheDoorRefuses() throws Exception {
    Surl surl = server.surl("/testvo/f");
    answerPut(surl);
    server.door = Door.FULL;
    assertThatThrownBy(() -> client.put(local, surl, OPTIONS, TransferProgress.IGNORED))
        .hasMessageContaining("answers with HTTP status 507: No space left on device");
    assertThat(server.operations()).containsExactly("srmPrepareToPut", "srmAbortRequest");
  }

  @Test
  void abortsWhenTheDoorReceivedSomethingElse() throws Exception {
    Surl surl = server.surl("/testvo/f");
    answerPut(surl);
    server.door = Door.WRONG_DIGEST;
    assertThatThrownBy(() -> client.put(local, surl, OPTIONS, TransferProgress.IGNORED))
        .isInstanceOf(ChecksumMismatchException.class)
        .hasMessageContaining("01234567");
    assertThat(server.operations()).containsExactly("srmPrepareToPut", "srmAbortRequest");
  }

  @Test
  void looksWhatBecameOfAPutDoneWhoseReplyIsLost() throws Exception {
    Surl surl = server.surl("/testvo/f");
    answerPut(surl);
    answerStat(null);
    server.on(
        SrmPutDoneRequest.class,
        _ -> {
          throw new ScriptedServer.LostReply();
        });
    server.on(
        SrmStatusOfPutRequestRequest.class,
        _ ->
            new SrmStatusOfPutRequestResponse(
                OK, List.of(put(surl, TStatusCode.SRM_SUCCESS, null)), null));
    TransferResult result = client.put(local, surl, OPTIONS, TransferProgress.IGNORED);
    assertThat(result.verified()).isFalse();
    assertThat(server.operations())
        .containsExactly("srmPrepareToPut", "srmPutDone", "srmStatusOfPutRequest", "srmLs");
  }

  @Test
  void tellsWhyAPutIsRefused() throws Exception {
    server.on(
        SrmPrepareToPutRequest.class,
        _ ->
            new SrmPrepareToPutResponse(
                status(TStatusCode.SRM_AUTHORIZATION_FAILURE, "not a member of testvo"),
                null,
                null,
                null));
    Surl surl = server.surl("/testvo/f");
    assertThatThrownBy(() -> client.put(local, surl, OPTIONS, TransferProgress.IGNORED))
        .hasMessage("SRM_AUTHORIZATION_FAILURE: not a member of testvo");
  }

  @Test
  void getsAFile() throws Exception {
    Surl surl = server.surl("/testvo/f");
    server.data.put("/down", WORDS);
    answerGet(surl, 9L);
    answerStat("011e60398".substring(1));
    Path target = folder.resolve("back");
    List<Long> progress = new ArrayList<>();
    TransferResult result =
        client.get(surl, target, OPTIONS, (bytes, total) -> progress.add(bytes * 100 / total));
    assertThat(result).isEqualTo(new TransferResult(9, ADLER_OF_WORDS, true));
    assertThat(target).hasBinaryContent(WORDS);
    assertThat(progress).endsWith(100L);
    assertThat(server.operations()).containsExactly("srmPrepareToGet", "srmLs", "srmReleaseFiles");
    assertThatThrownBy(() -> client.get(surl, target, OPTIONS, TransferProgress.IGNORED))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void leavesNothingOfAGetThatFailed() throws Exception {
    Surl surl = server.surl("/testvo/f");
    server.data.put("/down", WORDS);
    Path target = Files.createDirectory(folder.resolve("target")).resolve("back");
    answerGet(surl, 10L);
    answerStat(null);
    assertThatThrownBy(() -> client.get(surl, target, OPTIONS, TransferProgress.IGNORED))
        .hasMessage("9 bytes came, and the file has 10");
    answerGet(surl, 9L);
    answerStat("00000001");
    assertThatThrownBy(() -> client.get(surl, target, OPTIONS, TransferProgress.IGNORED))
        .isInstanceOf(ChecksumMismatchException.class);
    assertThat(target.getParent()).isEmptyDirectory();
    assertThat(server.operations()).endsWith("srmReleaseFiles");
  }

  @Test
  void failsWhenATransferStandsStill() throws Exception {
    Surl surl = server.surl("/testvo/f");
    server.data.put("/down", new byte[1 << 20]);
    server.door = Door.STALLS;
    answerGet(surl, null);
    TransferOptions quick =
        new TransferOptions(false, List.of("https"), Duration.ofMinutes(1), Duration.ofMillis(300));
    Path target = folder.resolve("back");
    assertThatThrownBy(() -> client.get(surl, target, quick, TransferProgress.IGNORED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing moved");
    assertThat(target).doesNotExist();
  }

  @Test
  void findsTheEndpointOfASurl() throws Exception {
    assertThat(SrmEndpoint.of(Surl.parse("srm://h.example/a?b")))
        .hasToString("httpg://h.example:8444/srm/managerv2");
    assertThat(SrmEndpoint.of(Surl.parse("srm://[::1]:9/srm/v2/server?SFN=/a")))
        .hasToString("httpg://[::1]:9/srm/v2/server");
  }
}
