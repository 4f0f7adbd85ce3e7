// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.app.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code bora} command in a process of its own. */
final class StandaloneProcess {
  private static final long START_SECONDS = 120;

  private final Process process;
  private final Path output;
  private final long began;
  private Duration startup = Duration.ZERO;

  private StandaloneProcess(Process process, Path output, long began) {
    this.process = process;
    this.output = output;
    this.began = began;
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
    StandaloneProcess started = launch(folder, port);
    started.await(() -> started.output().lines().anyMatch("ready"::equals));
    return started;
  }

  /** Starts, and waits for nothing. */
  static StandaloneProcess launch(Path folder, int port) throws Exception {
    Path output = Files.createTempFile(folder.getParent(), "standalone", ".out");
    Process process =
        bora(List.of("standalone", "--dir", folder.toString(), "--port", Integer.toString(port)))
            .redirectOutput(output.toFile())
            .start();
    return new StandaloneProcess(process, output, System.nanoTime());
  }

  /** Waits while it runs. */
  void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      boolean late = System.nanoTime() - began > TimeUnit.SECONDS.toNanos(START_SECONDS);
      if (late || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("standalone did not start: " + output());
      }
    }
    startup = Duration.ofNanos(System.nanoTime() - began);
  }

  /** All that it has written. */
  String output() throws IOException {
    return Files.readString(output);
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

  /** SIGINT; the exit status. */
  int interrupt() throws IOException, InterruptedException {
    Signals.interrupt(process.toHandle());
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
