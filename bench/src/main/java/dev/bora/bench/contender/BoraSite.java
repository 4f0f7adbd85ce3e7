// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A site file for backends that work on an empty storage area; nothing listens on its ports. */
final class BoraSite implements AutoCloseable {
  static final String QUEUE =
      """
      claim-batch: 500
      files-in-hand: 2000
      poll-interval: 1s
      """;

  private static final int FIRST_PORT = 20_000;

  private final Path folder;

  private BoraSite(Path folder) {
    this.folder = folder;
  }

  static BoraSite create() {
    try {
      return new BoraSite(Files.createTempDirectory("bora-bench-site"));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** With backends named backend-1 and so on. */
  Site site(int backends) throws IOException, SiteException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "a-secret-that-nobody-asks-for\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path root = Files.createDirectories(folder.resolve("area"));
    String text =
        """
        name: bench
        srm: {host: localhost}
        nodes:
          frontends:
            frontend-1: {address: localhost}
          backends:
        %s
        rpc: {secret-file: %s, backend-address: "localhost:20000"}
        database: {hosts: ["localhost:3306"], password-file: %s}
        queue:
        %s
        transfer:
          protocols: {file: {}}
        storage-areas:
          %s: {root: %s, vos: [bench]}
        """
            .formatted(nodes(backends), secret, secret, QUEUE.indent(2), BoraBackend.AREA, root);
    return SiteFile.parse("bench", text);
  }

  private static String nodes(int backends) {
    return IntStream.rangeClosed(1, backends)
        .mapToObj(number ->
            "    backend-%d: {address: localhost, xml-rpc-port: %d, health-port: %d}"
                .formatted(number, FIRST_PORT + 2 * number, FIRST_PORT + 2 * number + 1))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
