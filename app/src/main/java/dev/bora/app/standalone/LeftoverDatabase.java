// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.app.failure.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database server that outlived the process which had started it: kill -9 leaves one behind. */
final class LeftoverDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverDatabase.class);
  private static final long PATIENCE_SECONDS = 60;

  private LeftoverDatabase() {}

  /**
   * Ends the server that still runs on this data, if there is one; it writes everything out first.
   * The caller holds the folder's lock, so nobody needs it any more.
   *
   * @throws RefusedException it does not end
   */
  static void end(Path data) throws IOException, RefusedException, InterruptedException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "*.pid")) {
      for (Path file : files) {
        Optional<ProcessHandle> server = server(file, data);
        if (server.isPresent()) {
          end(server.get(), data);
        }
      }
    }
  }

  private static void end(ProcessHandle server, Path data)
      throws RefusedException, InterruptedException {
    LOG.warn("process {} of an earlier run still serves {}: ending it", server.pid(), data);
    server.destroy();
    try {
      server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new RefusedException(
          "%s: process %d, a database server of an earlier run, does not end on SIGTERM"
              .formatted(data, server.pid()),
          e);
    }
  }

  /** The process id may be anybody's by now: its command line must name this folder. */
  private static Optional<ProcessHandle> server(Path file, Path data) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    try {
      byte[] command = Files.readAllBytes(Path.of("/proc", text, "cmdline"));
      boolean ours =
          new String(command, StandardCharsets.UTF_8).contains("--datadir=" + data + "\0");
      return ours ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
