// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.rolling;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Outcome;
import dev.bora.it.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with gfal2 who copies a file in and out, lists and removes it, again and again. */
public final class Gfal implements AutoCloseable {

  private static final int SIZE = 100_000;

  private final String name = "gfal-" + UUID.randomUUID();
  private final Client client;
  private final Entrance entrance;
  private final Path source;
  private final Path back;
  private final Thread thread;
  private final AtomicInteger commands = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  private Gfal(Installation installation, Entrance entrance, Path folder) throws IOException {
    this.client = installation.client("alice-voms");
    this.entrance = entrance;
    this.source = Files.write(folder.resolve("gfal-source"), new byte[SIZE]);
    this.back = folder.resolve("gfal-back");
    this.thread = Thread.ofPlatform().name("gfal").unstarted(this::work);
  }

  /** What is done while somebody copies. */
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Copies in and out beside some work; none of the commands may fail.
   *
   * @param folder that the user's machine sees
   */
  public static void beside(
      Turmoil turmoil, Installation installation, Entrance entrance, Path folder, Work work)
      throws Exception {
    Gfal gfal = new Gfal(installation, entrance, folder);
    gfal.thread.start();
    try (gfal) {
      work.run();
    }
    turmoil.context().figures().count("gfal-commands", gfal.commands.get());
    turmoil.context().figures().count("gfal-failed", gfal.failures.size());
    if (gfal.commands.get() == 0) {
      turmoil.context().findings().add(Problem.BROKEN, "no gfal command was run");
    }
    gfal.failures.forEach(failure -> turmoil.context().findings().add(Problem.SURPRISE, failure));
  }

  /** Copies in and out once, from the user's machine; none of the commands may fail. */
  public static void once(Turmoil turmoil, Lab lab) throws IOException {
    Gfal gfal = new Gfal(lab, lab.publicEntrance(), lab.shared());
    gfal.copy(gfal.entrance.surl(gfal.name));
    gfal.failures.forEach(failure -> turmoil.context().findings().add(Problem.SURPRISE, failure));
  }

  private void work() {
    for (int number = 0; !over; number++) {
      copy(entrance.surl(name + "-" + number));
    }
  }

  private void copy(String surl) {
    run("gfal-copy", "--checksum", "adler32", "file://" + source, surl);
    run("gfal-ls", "-l", surl);
    run("gfal-copy", "--force", surl, "file://" + back);
    run("gfal-rm", surl);
  }

  private void run(String... words) {
    try {
      Outcome outcome = client.run(words);
      if (outcome.exit() != 0) {
        failures.add(String.join(" ", words) + ": " + outcome);
      }
    } catch (AssertionError | RuntimeException hangs) {
      failures.add(String.join(" ", words) + ": " + hangs);
    }
    commands.incrementAndGet();
  }

  /** Ends, with what it had begun. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
