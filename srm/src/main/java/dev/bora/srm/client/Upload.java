// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The steps of one upload. */
final class Upload {

  private final SrmClient client;
  private final SSLContext tls;
  private final TransferOptions options;
  private final TransferProgress progress;

  Upload(SrmClient client, SSLContext tls, TransferOptions options, TransferProgress progress) {
    this.client = client;
    this.tls = tls;
    this.options = options;
    this.progress = progress;
  }

  TransferResult run(Path source, Surl target) throws IOException {
    if (Files.isDirectory(source)) {
      throw new FileSystemException(source.toString(), null, "Is a directory");
    }
    try (InputStream in = Files.newInputStream(source)) {
      long size = Files.size(source);
      SrmPrepareToPutResponse prepared = prepare(target, size);
      PreparedFile file =
          PreparedFile.ofPut(prepared.returnStatus(), prepared.arrayOfFileStatuses());
      String token = prepared.requestToken();
      if (token == null) {
        throw new SrmStatusException(file.status());
      }
      CountedBytes bytes = new CountedBytes(progress, size);
      Optional<String> told;
      try {
        told = send(token, file, bytes.from(in), size);
        requireEqual(bytes.adler32(), told);
        putDone(token, target);
      } catch (IOException | RuntimeException e) {
        abort(token, e);
        throw e;
      }
      if (told.isEmpty()) {
        told = adler32OfServer(target);
        requireEqual(bytes.adler32(), told);
      }
      return new TransferResult(bytes.count(), bytes.adler32(), told.isPresent());
    }
  }

  private SrmPrepareToPutResponse prepare(Surl target, long size) throws IOException {
    return client.call(
        new SrmPrepareToPutRequest(
            null,
            List.of(new TPutFileRequest(target.text(), size)),
            null,
            options.overwrite() ? TOverwriteMode.ALWAYS : TOverwriteMode.NEVER,
            null,
            Math.toIntExact(options.prepareTimeout().toSeconds()),
            null,
            null,
            null,
            null,
            null,
            new TTransferParameters(null, null, null, options.protocols())),
        SrmPrepareToPutResponse.class);
  }

  private PreparedFile status(String token) throws IOException {
    SrmStatusOfPutRequestResponse answer =
        client.call(
            new SrmStatusOfPutRequestRequest(token, null, null),
            SrmStatusOfPutRequestResponse.class);
    return PreparedFile.ofPut(answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  private Optional<String> send(String token, PreparedFile first, InputStream in, long size)
      throws IOException {
    PreparedFile file = new Preparation(options.prepareTimeout()).await(first, () -> status(token));
    return switch (Turl.parse(String.valueOf(file.turl()))) {
      case Turl.Https turl -> {
        try (DataConnection data = DataConnection.open(turl, tls, options.stallTimeout())) {
          yield data.put(in, size);
        }
      }
      case Turl.Local local -> {
        try (OutputStream out = Files.newOutputStream(local.path())) {
          in.transferTo(out);
        }
        yield Optional.empty();
      }
    };
  }

  private void putDone(String token, Surl target) throws IOException {
    try {
      sendPutDone(token, target);
    } catch (ReplyLostException e) {
      // Whether it was done is written in the request.
      if (status(token).status().statusCode() != TStatusCode.SRM_SUCCESS) {
        sendPutDone(token, target);
      }
    }
  }

  private void sendPutDone(String token, Surl target) throws IOException {
    SrmPutDoneResponse answer =
        client.call(
            new SrmPutDoneRequest(token, null, List.of(target.text())), SrmPutDoneResponse.class);
    FileStatuses.require(answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  private void abort(String token, Exception reason) {
    try {
      client.call(new SrmAbortRequestRequest(token, null));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private Optional<String> adler32OfServer(Surl target) {
    try {
      return Adler32Text.of(client.stat(target));
    } catch (IOException e) {
      // The upload is done; what cannot be asked for is not verified, and the result says so.
      return Optional.empty();
    }
  }

  private static void requireEqual(String ours, Optional<String> theirs)
      throws ChecksumMismatchException {
    if (theirs.isPresent() && !theirs.get().equals(ours)) {
      throw new ChecksumMismatchException(ours, theirs.get());
    }
  }
}
