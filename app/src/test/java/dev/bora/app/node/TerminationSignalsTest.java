// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.app.Signals;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationSignalsTest {
  @TempDir private Path folder;
  private Process process;
  private BufferedReader output;

  @AfterEach
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static List<String> java(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@src/main/dist/jvm.args");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private void start(List<String> command) throws Exception {
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output = process.inputReader();
  }

  private void program(String mode) throws Exception {
    start(java("dev.bora.app.node.SignalledProgram", mode));
    awaitLine("listening");
  }

  private void awaitLine(String wanted) throws Exception {
    for (String line = output.readLine(); !wanted.equals(line); line = output.readLine()) {
      assertThat(line).as("waiting for %s", wanted).isNotNull();
    }
  }

  /** By its handle: {@link Process#destroy} closes what it writes to as well. */
  private void terminate() {
    process.toHandle().destroy();
  }

  private int exitStatus() throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void theSecondSignalEndsAStopThatHangs() throws Exception {
    program("stop");
    terminate();
    awaitLine("stopping");
    terminate();
    assertThat(exitStatus()).isEqualTo(143);
  }

  @Test
  void ctrlCTwice() throws Exception {
    Signals.assumeInterrupts();
    program("stop");
    Signals.interrupt(process.toHandle());
    awaitLine("stopping");
    Signals.interrupt(process.toHandle());
    assertThat(exitStatus()).isEqualTo(130);
  }

  @Test
  void aSignalEndsAStart() throws Exception {
    program("start");
    terminate();
    assertThat(exitStatus()).isEqualTo(143);
  }

  @Test
  void aBackendIsNotTheFirstProcessOfAContainer() throws Exception {
    List<String> unshare = List.of("unshare", "--pid", "--fork");
    assumeTrue(
        new ProcessBuilder(Stream.concat(unshare.stream(), Stream.of("true")).toList())
                .start()
                .waitFor()
            == 0,
        "no PID namespaces for this user");
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site,
        """
        name: test
        srm: {host: localhost}
        nodes:
          frontends:
            frontend-1: {address: localhost}
          backends:
            backend-1: {address: localhost, health-port: 9997}
          doors:
            door-1: {address: localhost, health-port: 9996}
        rpc: {secret-file: /none}
        database: {hosts: [localhost:1], password-file: /none}
        storage-areas:
          data: {root: /none, vos: [testvo]}
        """);
    start(
        Stream.concat(
                unshare.stream(),
                java("dev.bora.app.Bora", "node", "--site", site.toString(), "--node", "backend-1")
                    .stream())
            .toList());
    assertThat(output.readLine())
        .isEqualTo(
            "bora: node: backend-1: no timer can kill process 1 of a container: run it below an"
                + " init process (docker run --init)");
    assertThat(exitStatus()).isOne();
  }
}
