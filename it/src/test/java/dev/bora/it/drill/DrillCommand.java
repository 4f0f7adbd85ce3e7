// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill;

import dev.bora.it.drill.exercise.Clusters;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillOptions;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What {@code it/drill} runs. */
public final class DrillCommand {

  private static final String USAGE =
      """
      usage: ./it/drill NAME [--rounds N] [--seconds S] [--seed K]
             ./it/drill --list
             ./it/drill --check FOLDER    checks the rounds of a kept history again
             ./it/drill --lab             directors and nodes in containers, until Ctrl-D
      """;
  private static final int USAGE_STATUS = 2;

  private final PrintStream out;
  private int rounds = 3;
  private long seconds = 20;
  private long seed = ThreadLocalRandom.current().nextInt(1_000_000);

  private DrillCommand(PrintStream out) {
    this.out = out;
  }

  /** Exit status 0: passed; 1: something is wrong; 2: not understood. */
  public static void main(String[] arguments) throws IOException {
    // the exit status is all that a caller looks at
    System.exit(new DrillCommand(System.out).run(arguments));
  }

  private int run(String[] arguments) throws IOException {
    if (arguments.length == 1 && arguments[0].equals("--list")) {
      Drills.all().forEach(drill -> out.printf("%-20s %s%n", drill.name(), drill.sentence()));
      return 0;
    }
    if (arguments.length == 1 && arguments[0].equals("--lab")) {
      stayInLab();
      return 0;
    }
    if (arguments.length == 2 && arguments[0].equals("--check")) {
      var findings = Drills.checkAgain(Path.of(arguments[1]));
      out.print(findings);
      return findings.isClean() ? 0 : 1;
    }
    if (arguments.length == 0 || Drills.named(arguments[0]).isEmpty() || !parse(arguments)) {
      out.print(USAGE);
      return USAGE_STATUS;
    }
    return run(Drills.named(arguments[0]).orElseThrow());
  }

  private void stayInLab() throws IOException {
    try (Lab lab = Lab.start(LabShape.usual())) {
      out.printf(
          "serves at %s, containers bora-lab-NAME, site file %s%n",
          lab.publicEntrance().server(), lab.siteFile());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private boolean parse(String[] arguments) {
    for (int i = 1; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        return false;
      }
      try {
        long value = Long.parseLong(arguments[i + 1]);
        switch (arguments[i]) {
          case "--rounds" -> rounds = Math.toIntExact(value);
          case "--seconds" -> seconds = value;
          case "--seed" -> seed = value;
          default -> {
            return false;
          }
        }
      } catch (ArithmeticException | NumberFormatException _) {
        return false;
      }
    }
    return rounds > 0 && seconds > 0;
  }

  private int run(Drill drill) throws IOException {
    try (Clusters clusters = new Clusters()) {
      Drills.Result result =
          Drills.run(drill, new DrillOptions(rounds, Duration.ofSeconds(seconds), seed), clusters);
      if (!result.passed()) {
        out.println("history: " + result.folder());
      }
      out.println(result.line());
      return result.passed() ? 0 : 1;
    }
  }
}
