// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The wall clock of processes that are started with it, as libfaketime shows it: it can be set
 * while they run. Their other clocks, and the times of files, are the machine's.
 *
 * @param file what libfaketime reads each time that a process asks for the time
 */
public record SteppingClock(Path file) {

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "faketime/libfaketime.so.1";

  /** A clock that is right so far, in a folder that goes with its processes. */
  public static SteppingClock in(Path folder, String name) throws IOException {
    SteppingClock clock = new SteppingClock(folder.resolve("clock-" + name));
    clock.set(Duration.ZERO);
    return clock;
  }

  /** Sets it: so much fast, or slow if that is negative. */
  public void set(Duration fast) throws IOException {
    // moved into place: who reads it in this moment has the old or the new time
    Path next = Files.writeString(Path.of(file + ".next"), "%+d%n".formatted(fast.toSeconds()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What a process needs to have it. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // what the library does otherwise ends the JVM's timed waits on the monotonic clock at once
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "NO_FAKE_STAT",
        "1");
  }

  /** A program that becomes another one, which has this clock. */
  public Path wrapped(Path program) throws IOException {
    String settings =
        environment().entrySet().stream()
            .map(one -> one.getKey() + "='" + one.getValue() + "'")
            .collect(Collectors.joining(" "));
    Path script =
        Files.writeString(
            Path.of(file + "-" + program.getFileName()),
            "#!/bin/sh\nexec env %s '%s' \"$@\"\n".formatted(settings, program));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path library() {
    try (var folders = Files.newDirectoryStream(LIBRARIES, Files::isDirectory)) {
      for (Path folder : folders) {
        Path library = folder.resolve(LIBRARY);
        if (Files.exists(library)) {
          return library;
        }
      }
    } catch (IOException e) {
      throw new AssertionError("no libfaketime; as root: it/packages", e);
    }
    throw new AssertionError("no libfaketime; as root: it/packages");
  }
}
