// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TTransferParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;

/** The steps of one download. */
final class Download {

  private final SrmClient client;
  private final SSLContext tls;
  private final TransferOptions options;
  private final TransferProgress progress;

  Download(SrmClient client, SSLContext tls, TransferOptions options, TransferProgress progress) {
    this.client = client;
    this.tls = tls;
    this.options = options;
    this.progress = progress;
  }

  TransferResult run(Surl source, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "Is a directory");
    }
    // A device or a pipe is written to as it is.
    boolean special = Files.exists(target) && !Files.isRegularFile(target);
    if (Files.exists(target) && !special && !options.overwrite()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (special) {
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
        return fetch(source, out);
      }
    }
    return viaPart(source, target);
  }

  private TransferResult viaPart(Surl source, Path target) throws IOException {
    Path part =
        target.resolveSibling(
            ".%s.%08x.part".formatted(target.getFileName(), ThreadLocalRandom.current().nextInt()));
    try {
      TransferResult result;
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        result = fetch(source, out);
      }
      if (options.overwrite()) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.move(part, target);
      }
      return result;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private TransferResult fetch(Surl source, OutputStream out) throws IOException {
    SrmPrepareToGetResponse prepared = prepare(source);
    PreparedFile file = PreparedFile.ofGet(prepared.returnStatus(), prepared.arrayOfFileStatuses());
    String token = prepared.requestToken();
    if (token == null) {
      throw new SrmStatusException(file.status());
    }
    TransferResult result;
    try {
      result = receive(source, token, file, out);
    } catch (IOException | RuntimeException e) {
      release(token, source).ifPresent(e::addSuppressed);
      throw e;
    }
    release(token, source);
    return result;
  }

  private SrmPrepareToGetResponse prepare(Surl source) throws IOException {
    return client.call(
        new SrmPrepareToGetRequest(
            null,
            List.of(new TGetFileRequest(source.text(), null)),
            null,
            null,
            null,
            Math.toIntExact(options.prepareTimeout().toSeconds()),
            null,
            null,
            null,
            new TTransferParameters(null, null, null, options.protocols())),
        SrmPrepareToGetResponse.class);
  }

  private PreparedFile status(String token) throws IOException {
    SrmStatusOfGetRequestResponse answer =
        client.call(
            new SrmStatusOfGetRequestRequest(token, null, null),
            SrmStatusOfGetRequestResponse.class);
    return PreparedFile.ofGet(answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  private TransferResult receive(Surl source, String token, PreparedFile first, OutputStream out)
      throws IOException {
    PreparedFile file = new Preparation(options.prepareTimeout()).await(first, () -> status(token));
    Long size = file.size();
    CountedBytes bytes = new CountedBytes(progress, size == null ? -1 : size);
    Optional<String> told = copy(Turl.parse(String.valueOf(file.turl())), bytes.to(out));
    if (size != null && size != bytes.count()) {
      throw new IOException("%d bytes came, and the file has %d".formatted(bytes.count(), size));
    }
    Optional<String> expected = told.isPresent() ? told : adler32OfServer(source);
    if (expected.isPresent() && !expected.get().equals(bytes.adler32())) {
      throw new ChecksumMismatchException(bytes.adler32(), expected.get());
    }
    return new TransferResult(bytes.count(), bytes.adler32(), expected.isPresent());
  }

  private Optional<String> copy(Turl turl, OutputStream out) throws IOException {
    return switch (turl) {
      case Turl.Https https -> {
        try (DataConnection data = DataConnection.open(https, tls, options.stallTimeout())) {
          yield data.get(out);
        }
      }
      case Turl.Local local -> {
        try (InputStream in = Files.newInputStream(local.path())) {
          in.transferTo(out);
        }
        yield Optional.empty();
      }
    };
  }

  /** A pin that cannot be released ends with its time: no reason to fail. */
  private Optional<IOException> release(String token, Surl source) {
    try {
      client.call(new SrmReleaseFilesRequest(token, null, List.of(source.text()), null));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private Optional<String> adler32OfServer(Surl source) {
    try {
      return Adler32Text.of(client.stat(source));
    } catch (IOException e) {
      // Everything came; what cannot be asked for is not verified, and the result says so.
      return Optional.empty();
    }
  }
}
