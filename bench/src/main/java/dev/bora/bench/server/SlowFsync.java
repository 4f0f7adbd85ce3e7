// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The program that is started for the server: it becomes mariadbd, with slower fsyncs if wanted.
 */
final class SlowFsync {
  private SlowFsync() {}

  /**
   * Writes it.
   *
   * @param folder to write into
   * @param server the real mariadbd
   * @param source of the library in C
   * @param micros added to each fsync and fdatasync; 0: the server is as it is, and no compiler is
   *     needed
   * @param options of the server, after those that it is given
   */
  static Path program(Path folder, Path server, Path source, int micros, List<String> options)
      throws IOException, InterruptedException {
    String preload = "";
    if (micros > 0) {
      Path library = folder.resolve("slow_fsync.so");
      compile(source, library);
      preload = "BORA_BENCH_FSYNC_MICROS=" + micros + " LD_PRELOAD=" + library + " ";
    }
    Path program = folder.resolve("server");
    Files.writeString(
        program,
        "#!/bin/sh\nexec env %s%s \"$@\" %s\n"
            .formatted(preload, server, String.join(" ", options)));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private static void compile(Path source, Path library) throws IOException, InterruptedException {
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc could not compile " + source);
    }
  }
}
