// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code bora} command in a process of its own. */
final class StandaloneProcess {
  private static final long START_SECONDS = 120;

  private final Process process;
  private final Duration startup;

  private StandaloneProcess(Process process, Duration startup) {
    this.process = process;
    this.startup = startup;
  }

  private static ProcessBuilder bora(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@src/main/dist/jvm.args");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    // Logs as it does outside of tests.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("dev.bora.app.Bora");
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Starts and waits for {@code ready}. */
  static StandaloneProcess start(Path folder, int port) throws Exception {
    long began = System.nanoTime();
    Path output = Files.createTempFile(folder.getParent(), "standalone", ".out");
    Process process =
        bora(List.of("standalone", "--dir", folder.toString(), "--port", Integer.toString(port)))
            .redirectOutput(output.toFile())
            .start();
    while (!Files.readString(output).lines().anyMatch("ready"::equals)) {
      boolean late = System.nanoTime() - began > TimeUnit.SECONDS.toNanos(START_SECONDS);
      if (late || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("standalone did not start: " + Files.readString(output));
      }
    }
    return new StandaloneProcess(process, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Runs another command against it. */
  static String run(Path folder, int status, String... arguments) throws Exception {
    ProcessBuilder builder = bora(List.of(arguments));
    builder.environment().put("X509_USER_PROXY", folder.resolve("grid/proxy.pem").toString());
    builder.environment().put("X509_CERT_DIR", folder.resolve("grid/certificates").toString());
    Process process = builder.start();
    String text;
    try (BufferedReader reader = process.inputReader()) {
      text = String.join("\n", reader.lines().toList());
    }
    assertThat(process.waitFor())
        .as("%s: %s", Stream.of(arguments).toList(), text)
        .isEqualTo(status);
    return text;
  }

  Duration startup() {
    return startup;
  }

  /** SIGTERM; the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitStatus();
  }

  /** SIGKILL. */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    exitStatus();
  }

  private int exitStatus() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("standalone did not stop within a minute");
    }
    return process.exitValue();
  }
}
