// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import static java.util.Objects.requireNonNull;

import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
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
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Puts and gets of one file, a call at a time. */
public final class Transfers {

  private static final Set<TStatusCode> WAITING =
      Set.of(TStatusCode.SRM_REQUEST_QUEUED, TStatusCode.SRM_REQUEST_INPROGRESS);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * How a request for one file stands.
   *
   * @param token of the request; null if it was refused without one
   * @param status of the file, or of the call if it says nothing about the file
   * @param turl if there is one
   */
  public record Prepared(@Nullable String token, TReturnStatus status, @Nullable String turl) {

    /** The token, if there is one. */
    public String requireToken() {
      return requireNonNull(token, status::toString);
    }

    /** The TURL, if there is one. */
    public String requireTurl() {
      return requireNonNull(turl, status::toString);
    }
  }

  private final SrmClient client;
  private final @Nullable Integer pinSeconds;

  /** Asks for no time in particular. */
  public Transfers(SrmClient client) {
    this(client, null);
  }

  private Transfers(SrmClient client, @Nullable Integer pinSeconds) {
    this.client = client;
    this.pinSeconds = pinSeconds;
  }

  /** Asks for this as desiredPinLifeTime, of TURLs and pins. */
  public Transfers pinnedFor(int seconds) {
    return new Transfers(client, seconds);
  }

  /** srmPrepareToPut, and srmStatusOfPutRequest until there is a TURL or an error. */
  public Prepared prepareToPut(
      String surl, @Nullable Long size, @Nullable TOverwriteMode overwrite, String... protocols)
      throws IOException {
    SrmPrepareToPutResponse answer =
        preparing(List.of(new TPutFileRequest(surl, size)), overwrite, protocols);
    String token = answer.requestToken();
    Prepared now = put(token, answer.returnStatus(), answer.arrayOfFileStatuses());
    return token != null && WAITING.contains(now.status.statusCode()) ? awaitPut(token) : now;
  }

  /** Asks for the status of a put until it waits for nothing any more. */
  public Prepared awaitPut(String token) throws IOException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    Prepared now;
    do {
      LockSupport.parkNanos(POLL.toNanos());
      now = statusOfPut(token);
    } while (WAITING.contains(now.status.statusCode()) && System.nanoTime() < limit);
    return now;
  }

  /**
   * srmPrepareToPut of many files at a time.
   *
   * @return the request's token
   */
  public String beginPut(List<String> surls, String... protocols) throws IOException {
    SrmPrepareToPutResponse answer = askToPut(surls, protocols);
    return requireNonNull(answer.requestToken(), () -> "refused: " + answer.returnStatus());
  }

  /** srmPrepareToPut of many files at a time, which may be refused. */
  public SrmPrepareToPutResponse askToPut(List<String> surls, String... protocols)
      throws IOException {
    List<TPutFileRequest> files =
        surls.stream().map(surl -> new TPutFileRequest(surl, null)).toList();
    return preparing(files, null, protocols);
  }

  private SrmPrepareToPutResponse preparing(
      List<TPutFileRequest> files, @Nullable TOverwriteMode overwrite, String... protocols)
      throws IOException {
    return client.call(
        new SrmPrepareToPutRequest(
            null,
            files,
            "outside test",
            overwrite,
            null,
            600,
            pinSeconds,
            null,
            null,
            null,
            null,
            new TTransferParameters(null, null, null, List.of(protocols))),
        SrmPrepareToPutResponse.class);
  }

  /** srmStatusOfPutRequest. */
  public Prepared statusOfPut(String token) throws IOException {
    SrmStatusOfPutRequestResponse answer =
        client.call(
            new SrmStatusOfPutRequestRequest(token, null, null),
            SrmStatusOfPutRequestResponse.class);
    return put(token, answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  private static Prepared put(
      @Nullable String token, TReturnStatus whole, @Nullable List<TPutRequestFileStatus> files) {
    if (files == null || files.isEmpty()) {
      return new Prepared(token, whole, null);
    }
    return new Prepared(token, files.getFirst().status(), files.getFirst().transferURL());
  }

  /** srmPrepareToGet, and srmStatusOfGetRequest until there is a TURL or an error. */
  public Prepared prepareToGet(String surl, String... protocols) throws IOException {
    SrmPrepareToGetResponse answer = askToGet(List.of(surl), protocols);
    String token = answer.requestToken();
    Prepared now = get(token, answer.returnStatus(), answer.arrayOfFileStatuses());
    return token != null && WAITING.contains(now.status.statusCode()) ? awaitGet(token) : now;
  }

  /** Asks for the status of a get until it waits for nothing any more. */
  public Prepared awaitGet(String token) throws IOException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    Prepared now;
    do {
      LockSupport.parkNanos(POLL.toNanos());
      now = statusOfGet(token);
    } while (WAITING.contains(now.status.statusCode()) && System.nanoTime() < limit);
    return now;
  }

  /**
   * srmPrepareToGet of many files at a time.
   *
   * @return the request's token
   */
  public String beginGet(List<String> surls, String... protocols) throws IOException {
    SrmPrepareToGetResponse answer = askToGet(surls, protocols);
    return requireNonNull(answer.requestToken(), () -> "refused: " + answer.returnStatus());
  }

  /** srmPrepareToGet of many files at a time, which may be refused. */
  public SrmPrepareToGetResponse askToGet(List<String> surls, String... protocols)
      throws IOException {
    return client.call(
        new SrmPrepareToGetRequest(
            null,
            surls.stream().map(surl -> new TGetFileRequest(surl, null)).toList(),
            "outside test",
            null,
            null,
            600,
            pinSeconds,
            null,
            null,
            new TTransferParameters(null, null, null, List.of(protocols))),
        SrmPrepareToGetResponse.class);
  }

  /** srmStatusOfGetRequest. */
  public Prepared statusOfGet(String token) throws IOException {
    SrmStatusOfGetRequestResponse answer =
        client.call(
            new SrmStatusOfGetRequestRequest(token, null, null),
            SrmStatusOfGetRequestResponse.class);
    return get(token, answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  private static Prepared get(
      @Nullable String token, TReturnStatus whole, @Nullable List<TGetRequestFileStatus> files) {
    if (files == null || files.isEmpty()) {
      return new Prepared(token, whole, null);
    }
    return new Prepared(token, files.getFirst().status(), files.getFirst().transferURL());
  }

  /** srmPutDone; the status of the file, or of the call if it says nothing about the file. */
  public TReturnStatus putDone(String token, String surl) throws IOException {
    SrmPutDoneResponse answer =
        client.call(new SrmPutDoneRequest(token, null, List.of(surl)), SrmPutDoneResponse.class);
    var files = answer.arrayOfFileStatuses();
    return files == null || files.isEmpty() ? answer.returnStatus() : files.getFirst().status();
  }

  /** srmReleaseFiles; the status of the file, or of the call if it says nothing about the file. */
  public TReturnStatus release(String token, String surl) throws IOException {
    SrmReleaseFilesResponse answer =
        client.call(
            new SrmReleaseFilesRequest(token, null, List.of(surl), null),
            SrmReleaseFilesResponse.class);
    var files = answer.arrayOfFileStatuses();
    return files == null || files.isEmpty() ? answer.returnStatus() : files.getFirst().status();
  }

  /** srmAbortRequest. */
  public TReturnStatus abort(String token) throws IOException {
    return client
        .call(new SrmAbortRequestRequest(token, null), SrmAbortRequestResponse.class)
        .returnStatus();
  }
}
