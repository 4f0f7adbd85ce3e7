// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program, its arguments and the whole of its environment: nothing of the caller's own
 * environment gets in, so that no proxy or setting of the machine decides a test.
 *
 * @param words the program and its arguments
 * @param environment all of it, but for PATH and the locale, which have values of their own
 * @param timeout after which the program and all that it started are killed, and the test fails
 */
public record Command(List<String> words, Map<String, String> environment, Duration timeout) {

  // The system's own programs first: gfal's wrappers take the first python3 that they see.
  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  /** Copies what it is given. */
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** A program that has two minutes. */
  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), Duration.ofMinutes(2));
  }

  /** The same with more environment. */
  public Command with(Map<String, String> more) {
    Map<String, String> merged = new HashMap<>(environment);
    merged.putAll(more);
    return new Command(words, merged, timeout);
  }

  /** The same with more arguments. */
  public Command and(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment, timeout);
  }

  /** The same with another time limit. */
  public Command within(Duration limit) {
    return new Command(words, environment, limit);
  }

  /**
   * Runs it to its end.
   *
   * @throws AssertionError it did not end in time; the message has its output
   */
  public Outcome run() {
    try {
      Path output = Files.createTempFile("bora-it", ".out");
      Path errors = Files.createTempFile("bora-it", ".err");
      try {
        return run(output, errors);
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new AssertionError(this + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(this + " was interrupted", e);
    }
  }

  private Outcome run(Path output, Path errors) throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process process =
        builder()
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    }
    Outcome outcome =
        new Outcome(
            this,
            process.exitValue(),
            Files.readString(output),
            Files.readString(errors),
            Duration.ofNanos(System.nanoTime() - started));
    if (!ended) {
      throw new AssertionError("not done after " + timeout + ": " + outcome);
    }
    return outcome;
  }

  /** For a program that a test talks to or that stays: its environment and words are set. */
  public ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
