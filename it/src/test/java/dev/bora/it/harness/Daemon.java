// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own: started until it says that it serves, stopped by its own id.
 */
public final class Daemon implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(20);

  /** Those that would outlive this JVM if it were ended from outside. */
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Daemon::kill), "daemons-end"));
  }

  private final Command command;
  private final Process process;
  private final Path output;
  private final Matcher ready;

  private Daemon(Command command, Process process, Path output, Matcher ready) {
    this.command = command;
    this.process = process;
    this.output = output;
    this.ready = ready;
  }

  /**
   * Starts it.
   *
   * @param output of the process: a file, appended to
   * @param readyLine the whole of the line by which it says that it serves
   * @throws AssertionError it ended, or did not say so within the command's time limit; with its
   *     output
   */
  public static Daemon start(Command command, Path output, Pattern readyLine) {
    try {
      long before = Files.exists(output) ? Files.size(output) : 0;
      Process process =
          command
              .builder()
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      RUNNING.add(process);
      CompletableFuture<Boolean> _ = process.onExit().thenApply(RUNNING::remove);
      long limit = System.nanoTime() + command.timeout().toNanos();
      while (true) {
        boolean alive = process.isAlive();
        Optional<Matcher> ready = ready(output, before, readyLine);
        if (ready.isPresent()) {
          return new Daemon(command, process, output, ready.get());
        }
        if (!alive || System.nanoTime() > limit) {
          kill(process);
          throw new AssertionError(
              "%s: %s%n%s"
                  .formatted(
                      command,
                      alive ? "not ready after " + command.timeout() : "ended before it was ready",
                      read(output)));
        }
        process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      throw new AssertionError(command + " could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  private static Optional<Matcher> ready(Path output, long from, Pattern line) throws IOException {
    byte[] all = Files.readAllBytes(output);
    // Only whole lines: a number at the end of half a line would be half a number.
    String text = new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line::matcher)
        .filter(Matcher::matches)
        .findFirst();
  }

  /** A group of the line that said it was ready. */
  public String ready(int group) {
    return ready.group(group);
  }

  /** All that it wrote. */
  public String output() {
    return read(output);
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Asks it to stop (SIGTERM), and waits.
   *
   * @return its exit status
   * @throws AssertionError it did not stop within a minute; it was killed
   */
  public int stop() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        kill(process);
        throw new AssertionError(command + " did not stop within a minute\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process.exitValue();
  }

  /** Kills it and all that it started (SIGKILL), and waits until it is gone. */
  public void kill() {
    kill(process);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it where it stands (SIGSTOP), until it is {@linkplain #thaw() thawed}. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    Command.of("kill", "-" + name, Long.toString(process.pid())).run().succeeded();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    stop();
  }
}
