// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.mutation;

import dev.bora.it.drill.checker.Findings;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.DrillOptions;
import dev.bora.it.drill.exercise.Figures;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes the guards out, one at a time, and has the drill run that must notice. */
public final class Mutations implements Drill {
  /** What it must find; an odd answer alone is not enough. */
  private static final Set<Problem> DAMAGE =
      Set.of(Problem.LOST, Problem.DOUBLED, Problem.STUCK, Problem.LEFTOVER);

  @Override
  public String name() {
    return "mutations";
  }

  @Override
  public String sentence() {
    return "Takes a guard out of Bora and runs the drill that must notice (a round is a guard, at"
        + " most all there are; the seed says which is the first): a test of the drills.";
  }

  @Override
  public int fewRounds() {
    // each has a cluster of its own, and on a busy machine that takes a minute
    return 1;
  }

  @Override
  public void run(DrillContext context) throws IOException {
    List<Mutation> all = new ArrayList<>(Mutation.all());
    Collections.rotate(all, -(int) (context.options().seed() % all.size()));
    for (Mutation mutation : all.subList(0, Math.min(all.size(), context.options().rounds()))) {
      long begin = System.nanoTime();
      without(mutation, context);
      context.figures().took(mutation.name(), Duration.ofNanos(System.nanoTime() - begin));
      context.figures().checked(1);
    }
  }

  private static void without(Mutation mutation, DrillContext context) throws IOException {
    Path folder = Files.createDirectories(context.folder().resolve(mutation.name()));
    String cluster = context.drill() + "-" + mutation.name();
    Findings inner = new Findings();
    try {
      List<Path> classes = List.of(Mutant.compile(mutation.source(), mutation.edits(), folder));
      DrillOptions one = new DrillOptions(1, context.options().length(), context.options().seed());
      mutation
          .noticer()
          .run(
              new DrillContext(
                  cluster, one, context.clusters(), folder, inner, new Figures(), classes));
    } catch (Exception | AssertionError failure) {
      inner.add(Problem.BROKEN, failure.toString());
    }
    Files.writeString(folder.resolve("noticed.txt"), inner.toString());
    if (DAMAGE.stream().anyMatch(problem -> inner.count(problem) > 0)) {
      context.figures().count("noticed", 1);
      DAMAGE.forEach(problem -> found(problem, inner.count(problem), context.figures()));
      return;
    }
    context
        .findings()
        .add(
            inner.count(Problem.BROKEN) > 0 ? Problem.BROKEN : Problem.UNNOTICED,
            "%s did not notice that this is missing: %s%n%s"
                .formatted(mutation.noticer().name(), mutation.name(), inner));
    Path logs = Checkout.made("logs/drill-" + cluster);
    if (Files.exists(logs)) {
      Command.of("cp", "-r", logs.toString(), folder.resolve("logs").toString()).run().succeeded();
    }
  }

  private static void found(Problem problem, int times, Figures figures) {
    figures.count("found-" + problem.name().toLowerCase(Locale.ROOT), times);
  }
}
