// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill;

import dev.bora.it.drill.checker.Findings;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.checker.RoundChecker;
import dev.bora.it.drill.checker.RoundFile;
import dev.bora.it.drill.database.DatabaseTroubles;
import dev.bora.it.drill.database.RestoredDatabase;
import dev.bora.it.drill.director.Balance;
import dev.bora.it.drill.director.KillDirector;
import dev.bora.it.drill.director.Layouts;
import dev.bora.it.drill.director.LostDatabase;
import dev.bora.it.drill.director.LostDirectors;
import dev.bora.it.drill.director.LostDoor;
import dev.bora.it.drill.director.NodeFaults;
import dev.bora.it.drill.director.ReloadedDirectors;
import dev.bora.it.drill.director.RollingInLab;
import dev.bora.it.drill.director.RollingUpgrade;
import dev.bora.it.drill.director.SlowBackend;
import dev.bora.it.drill.director.SplitDirectors;
import dev.bora.it.drill.director.Tunnels;
import dev.bora.it.drill.exercise.Clusters;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.DrillOptions;
import dev.bora.it.drill.exercise.Figures;
import dev.bora.it.drill.fault.KillAllBackends;
import dev.bora.it.drill.fault.KillBackend;
import dev.bora.it.drill.fault.KillEverything;
import dev.bora.it.drill.fault.KillForGood;
import dev.bora.it.drill.fault.KillFrontend;
import dev.bora.it.drill.fault.MassAdoption;
import dev.bora.it.drill.fault.SteppingClocks;
import dev.bora.it.drill.link.CutLinks;
import dev.bora.it.drill.link.LostNudges;
import dev.bora.it.drill.link.LostReplies;
import dev.bora.it.drill.link.SlowLinks;
import dev.bora.it.drill.mutation.Mutations;
import dev.bora.it.drill.point.CrashPoints;
import dev.bora.it.drill.point.Encounters;
import dev.bora.it.drill.point.HungPoints;
import dev.bora.it.drill.point.Poison;
import dev.bora.it.drill.point.TimedZombiePoints;
import dev.bora.it.drill.point.ZombiePoints;
import dev.bora.it.drill.race.RaceDrill;
import dev.bora.it.drill.rolling.RollingRestart;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All drills, and how one is run. */
public final class Drills {

  private static final List<Drill> ALL =
      Stream.of(processes(), DatabaseTroubles.all().stream(), RaceDrill.all().stream(), directors())
          .flatMap(drills -> drills)
          .toList();

  private Drills() {}

  private static Stream<Drill> processes() {
    return Stream.of(
        new KillBackend(),
        new KillForGood(),
        new KillFrontend(),
        new KillAllBackends(),
        new KillEverything(),
        new MassAdoption(),
        new LostReplies(),
        new CutLinks(),
        new SlowLinks(),
        new LostNudges(),
        new SteppingClocks(),
        new CrashPoints(),
        ZombiePoints.all(),
        new TimedZombiePoints(),
        new HungPoints(),
        new RollingRestart(),
        new RestoredDatabase(),
        new Poison(),
        Encounters.all(),
        new Mutations());
  }

  private static Stream<Drill> directors() {
    return Stream.of(
            Stream.of(
                new KillDirector(),
                new SplitDirectors(),
                new RollingUpgrade(),
                new LostDatabase(),
                new LostDirectors(),
                new LostDoor(),
                new Tunnels(),
                new ReloadedDirectors()),
            NodeFaults.all(),
            RollingInLab.all(),
            Balance.all(),
            SlowBackend.all(),
            Layouts.all())
        .flatMap(drills -> drills);
  }

  /** All of them. */
  public static List<Drill> all() {
    return ALL;
  }

  static Optional<Drill> named(String name) {
    return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
  }

  /**
   * What came of a drill.
   *
   * @param passed whether nothing is wrong
   * @param line its figures
   * @param folder of its history, which is there if it has not passed
   */
  public record Result(boolean passed, String line, Path folder) {}

  /** Runs one, on one of these clusters. */
  public static Result run(Drill drill, DrillOptions options, Clusters clusters)
      throws IOException {
    Path folder = Checkout.made("drills/%s-%d".formatted(drill.name(), options.seed()));
    remove(folder);
    Files.createDirectories(folder);
    Findings findings = new Findings();
    Figures figures = new Figures();
    try {
      drill.run(new DrillContext(drill.name(), options, clusters, folder, findings, figures));
    } catch (Exception | AssertionError failure) {
      findings.add(Problem.BROKEN, trace(failure));
    }
    figures.count("seed", options.seed());
    if (findings.isClean()) {
      remove(folder);
    } else {
      keep(drill.name(), folder, findings, clusters);
    }
    return new Result(findings.isClean(), figures.line(drill.name(), findings), folder);
  }

  private static void keep(String drill, Path folder, Findings findings, Clusters clusters)
      throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    for (Path from :
        List.of(Clusters.logs(), Checkout.made("logs/lab"), Checkout.made("logs/drill-" + drill))) {
      if (Files.exists(from)) {
        Command.of("cp", "-r", from.toString(), logs.toString()).run();
      }
    }
    try {
      clusters.close();
    } catch (AssertionError failure) {
      findings.add(Problem.BROKEN, trace(failure));
    }
    Files.writeString(folder.resolve("findings.txt"), findings.toString());
  }

  private static void remove(Path folder) {
    Command.of("rm", "-rf", folder.toString()).run().succeeded();
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Checks the rounds of a kept history again. */
  static Findings checkAgain(Path folder) throws IOException {
    Findings findings = new Findings();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().startsWith("round-")).toList()) {
        RoundChecker.check(RoundFile.read(file), findings);
      }
    }
    return findings;
  }
}
