// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import dev.bora.it.drill.history.Seen;
import dev.bora.it.drill.workload.Caller.Draft;
import dev.bora.it.harness.DataClient;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmReleaseFilesResponse;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TGetRequestFileStatus;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TTransferParameters;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What clients do with files: requests for one file each, and its data. */
final class FileCalls {

  private static final int LIFE_SECONDS = 600;

  private final Caller caller;
  private final DataClient data;
  private final Contents contents;

  /**
   * How a request stands.
   *
   * @param turl null if there is none
   */
  record Prepared(Event event, @Nullable String turl) {

    boolean is(Outcome outcome) {
      return event.answer().is(outcome);
    }
  }

  FileCalls(Caller caller, DataClient data, Contents contents) {
    this.caller = caller;
    this.data = data;
    this.contents = contents;
  }

  Prepared preparePut(
      String path, int content, boolean overwrite, boolean promise, String description) {
    return preparePut(path, content, overwrite, promise, description, LIFE_SECONDS);
  }

  /** The same, for so many seconds. */
  Prepared preparePut(
      String path,
      int content,
      boolean overwrite,
      boolean promise,
      String description,
      int seconds) {
    AtomicReference<@Nullable String> turl = new AtomicReference<>();
    Event event =
        caller.call(
            Draft.of(Kind.PREPARE_PUT, path).content(content, overwrite),
            SrmPrepareToPutResponse.class,
            to ->
                new SrmPrepareToPutRequest(
                    null,
                    List.of(
                        new TPutFileRequest(
                            to.surl(path), promise ? (long) Contents.size(content) : null)),
                    description,
                    overwrite ? TOverwriteMode.ALWAYS : TOverwriteMode.NEVER,
                    null,
                    seconds,
                    seconds,
                    null,
                    null,
                    null,
                    null,
                    https()),
            answer ->
                put(
                    answer.requestToken(),
                    answer.returnStatus(),
                    answer.arrayOfFileStatuses(),
                    turl));
    return new Prepared(event, turl.get());
  }

  Prepared statusOfPut(String path, String token) {
    AtomicReference<@Nullable String> turl = new AtomicReference<>();
    Event event =
        caller.call(
            Draft.of(Kind.STATUS_OF_PUT, path).token(token),
            SrmStatusOfPutRequestResponse.class,
            _ -> new SrmStatusOfPutRequestRequest(token, null, null),
            answer -> put("", answer.returnStatus(), answer.arrayOfFileStatuses(), turl));
    return new Prepared(event, turl.get());
  }

  private static Answer put(
      @Nullable String token,
      TReturnStatus whole,
      @Nullable List<TPutRequestFileStatus> files,
      AtomicReference<@Nullable String> turl) {
    TReturnStatus status = whole;
    if (files != null && !files.isEmpty()) {
      status = files.getFirst().status();
      turl.set(files.getFirst().transferURL());
    }
    return Statuses.answer(status).token(token == null ? "" : token);
  }

  Prepared prepareGet(String path, String description) {
    AtomicReference<@Nullable String> turl = new AtomicReference<>();
    Event event =
        caller.call(
            Draft.of(Kind.PREPARE_GET, path),
            SrmPrepareToGetResponse.class,
            to ->
                new SrmPrepareToGetRequest(
                    null,
                    List.of(new TGetFileRequest(to.surl(path), null)),
                    description,
                    null,
                    null,
                    LIFE_SECONDS,
                    null,
                    null,
                    null,
                    https()),
            answer ->
                get(
                    path,
                    answer.requestToken(),
                    answer.returnStatus(),
                    answer.arrayOfFileStatuses(),
                    turl));
    return new Prepared(event, turl.get());
  }

  Prepared statusOfGet(String path, String token) {
    AtomicReference<@Nullable String> turl = new AtomicReference<>();
    Event event =
        caller.call(
            Draft.of(Kind.STATUS_OF_GET, path).token(token),
            SrmStatusOfGetRequestResponse.class,
            _ -> new SrmStatusOfGetRequestRequest(token, null, null),
            answer -> get(path, "", answer.returnStatus(), answer.arrayOfFileStatuses(), turl));
    return new Prepared(event, turl.get());
  }

  private Answer get(
      String path,
      @Nullable String token,
      TReturnStatus whole,
      @Nullable List<TGetRequestFileStatus> files,
      AtomicReference<@Nullable String> turl) {
    TReturnStatus status = whole;
    List<Seen> seen = List.of();
    if (files != null && !files.isEmpty()) {
      TGetRequestFileStatus file = files.getFirst();
      status = file.status();
      turl.set(file.transferURL());
      Long size = file.fileSize();
      if (file.transferURL() != null && size != null) {
        seen = List.of(Seen.file(path, contents.numberOf(size)));
      }
    }
    return Statuses.answer(status).token(token == null ? "" : token).seen(seen);
  }

  private static TTransferParameters https() {
    return new TTransferParameters(null, null, null, List.of("https"));
  }

  Event write(String path, String token, String turl, int content) throws InterruptedException {
    return caller.transfer(
        Draft.of(Kind.WRITE, path).token(token).content(content, false),
        () -> {
          int status = data.put(turl, contents.bytes(content));
          return Answer.of(http(status), Integer.toString(status), "");
        });
  }

  Event read(String path, String token, String turl) throws InterruptedException {
    return caller.transfer(
        Draft.of(Kind.READ, path).token(token),
        () -> {
          HttpResponse<byte[]> read = data.get(turl);
          int status = read.statusCode();
          Answer answer = Answer.of(http(status), Integer.toString(status), "");
          return status == 200
              ? answer.seen(List.of(Seen.file(path, contents.numberOf(read.body()))))
              : answer;
        });
  }

  private static Outcome http(int status) {
    if (status >= 200 && status <= 299) {
      return Outcome.OK;
    }
    return status == 500 ? Outcome.DOUBT : Outcome.REFUSED;
  }

  Event putDone(String path, String token) {
    return caller.call(
        Draft.of(Kind.PUT_DONE, path).token(token),
        SrmPutDoneResponse.class,
        to -> new SrmPutDoneRequest(token, null, List.of(to.surl(path))),
        answer -> Statuses.answer(first(answer.returnStatus(), answer.arrayOfFileStatuses())));
  }

  Event release(String path, String token) {
    return caller.call(
        Draft.of(Kind.RELEASE, path).token(token),
        SrmReleaseFilesResponse.class,
        to -> new SrmReleaseFilesRequest(token, null, List.of(to.surl(path)), null),
        answer -> Statuses.answer(first(answer.returnStatus(), answer.arrayOfFileStatuses())));
  }

  private static TReturnStatus first(TReturnStatus whole, @Nullable List<TSURLReturnStatus> files) {
    return files == null || files.isEmpty() ? whole : files.getFirst().status();
  }

  Event abort(String path, String token) {
    return caller.call(
        Draft.of(Kind.ABORT, path).token(token),
        SrmAbortRequestResponse.class,
        _ -> new SrmAbortRequestRequest(token, null),
        answer -> Statuses.answer(answer.returnStatus()));
  }

  /** Finds the token of a request whose answer was lost. */
  Event tokens(String path, String description) {
    return caller.call(
        Draft.of(Kind.TOKENS, path),
        SrmGetRequestTokensResponse.class,
        _ -> new SrmGetRequestTokensRequest(description, null),
        answer -> {
          List<TRequestTokenReturn> tokens = answer.arrayOfRequestTokens();
          return Statuses.answer(answer.returnStatus())
              .token(tokens == null || tokens.isEmpty() ? "" : tokens.getFirst().requestToken());
        });
  }
}
