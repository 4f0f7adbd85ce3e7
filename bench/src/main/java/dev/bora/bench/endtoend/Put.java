// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import static java.util.Objects.requireNonNull;

import dev.bora.bench.endtoend.Load.Done;
import dev.bora.srm.client.SrmClient;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** srmPrepareToPut, each file written through its file TURL, srmPutDone: what a client does. */
final class Put {
  private static final byte[] CONTENT = new byte[1024];
  static final long POLL_MILLIS = 20;
  private static final TTransferParameters FILE_PROTOCOL =
      new TTransferParameters(null, null, null, List.of("file"));
  static final Set<TStatusCode> DONE = Set.of(TStatusCode.SRM_SUCCESS);
  private static final Set<TStatusCode> GOING_ON =
      Set.of(
          TStatusCode.SRM_SUCCESS,
          TStatusCode.SRM_REQUEST_QUEUED,
          TStatusCode.SRM_REQUEST_INPROGRESS);

  private Put() {}

  /**
   * Puts files in one request.
   *
   * @return how often it had to ask again: 0 if the first answer had every TURL
   */
  static Done run(SrmClient client, List<String> surls) throws IOException, InterruptedException {
    SrmPrepareToPutResponse first = prepare(client, surls);
    String token = first.requestToken();
    List<TPutRequestFileStatus> files = files(first.returnStatus(), first.arrayOfFileStatuses());
    int asked = 0;
    while (!areReady(files)) {
      // Clients of SRM v2.2 have to ask again: nobody tells them.
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      SrmStatusOfPutRequestResponse next =
          Clients.call(
              client,
              new SrmStatusOfPutRequestRequest(requireNonNull(token), null, null),
              SrmStatusOfPutRequestResponse.class);
      files = files(next.returnStatus(), next.arrayOfFileStatuses());
      asked++;
    }
    OptionalLong ready = OptionalLong.of(System.nanoTime());
    for (TPutRequestFileStatus file : files) {
      Files.write(Path.of(URI.create(requireNonNull(file.transferURL()))), CONTENT);
    }
    SrmPutDoneResponse done =
        Clients.call(
            client,
            new SrmPutDoneRequest(requireNonNull(token), null, surls),
            SrmPutDoneResponse.class);
    Clients.require(done.returnStatus(), DONE);
    return new Done(asked, ready);
  }

  /**
   * Only asks for them.
   *
   * @return the request's token
   */
  static String begin(SrmClient client, List<String> surls) throws IOException {
    SrmPrepareToPutResponse answer = prepare(client, surls);
    Clients.require(answer.returnStatus(), GOING_ON);
    return requireNonNull(answer.requestToken());
  }

  /** SURLs of files in a folder. */
  static List<String> names(String folder, String unit, int size) {
    return IntStream.range(0, size)
        .mapToObj(file -> "%s/%s-%d".formatted(folder, unit, file))
        .toList();
  }

  private static SrmPrepareToPutResponse prepare(SrmClient client, List<String> surls)
      throws IOException {
    SrmPrepareToPutRequest request =
        new SrmPrepareToPutRequest(
            null,
            surls.stream().map(surl -> new TPutFileRequest(surl, (long) CONTENT.length)).toList(),
            null,
            TOverwriteMode.NEVER,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            FILE_PROTOCOL);
    return Clients.call(client, request, SrmPrepareToPutResponse.class);
  }

  private static List<TPutRequestFileStatus> files(
      TReturnStatus whole, @Nullable List<TPutRequestFileStatus> files) throws IOException {
    Clients.require(whole, GOING_ON);
    return requireNonNull(files);
  }

  private static boolean areReady(List<TPutRequestFileStatus> files) {
    return files.stream().allMatch(file -> file.transferURL() != null);
  }
}
