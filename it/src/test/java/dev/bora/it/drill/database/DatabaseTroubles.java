// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.Entrance;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.drill.exercise.Turmoil;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Troubles of the database, one after the other, each for a third of a round of its own: all must
 * come to rest and be checked before the next, as what is in doubt can have happened until then.
 * Every call must be answered quickly meanwhile, all must resume soon afterwards, nobody may be
 * taken for dead, and logs must stay readable.
 */
public final class DatabaseTroubles implements Drill {

  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);

  /** Ten times what is aimed at. */
  private static final Duration RESUMED = Duration.ofSeconds(50);

  /** Of warnings and errors of one node about one trouble. */
  private static final int MOST_LINES = 60;

  private final String name;
  private final String sentence;
  private final List<Trouble> troubles;

  private DatabaseTroubles(String name, String sentence, List<Trouble> troubles) {
    this.name = name;
    this.sentence = sentence;
    this.troubles = troubles;
  }

  /** One of all troubles, and one of each. */
  public static List<Drill> all() {
    DatabaseTroubles together =
        new DatabaseTroubles(
            "database",
            "The database is in trouble, in each way of the drills whose names begin so.",
            List.of(Trouble.values()));
    return Stream.concat(
            Stream.of(together), Stream.of(Trouble.values()).map(DatabaseTroubles::ofOne))
        .map(Drill.class::cast)
        .toList();
  }

  private static DatabaseTroubles ofOne(Trouble trouble) {
    String word = trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new DatabaseTroubles(
        "database-" + word, "The database " + trouble.sentence() + ".", List.of(trouble));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public int fewRounds() {
    return troubles.size() > 1 ? 1 : 0;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    ClusterShape shape = ClusterShape.quick(2, 3).withDatabaseOnLoopMount();
    Cluster cluster = context.cluster(shape);
    try (Exercise exercise = new Exercise(context, cluster)) {
      for (int i = 0; i < context.options().rounds(); i++) {
        for (Trouble trouble : troubles) {
          if (context.findings().isClean()) {
            TroubledAnswers answers = new TroubledAnswers(trouble, cluster);
            exercise.round(turmoil -> make(turmoil, trouble, answers), answers);
          }
        }
      }
    }
  }

  private static void make(Turmoil turmoil, Trouble trouble, TroubledAnswers answers)
      throws Exception {
    Cluster cluster = turmoil.cluster();
    Duration length = turmoil.context().options().length().dividedBy(3);
    LogLines logs = new LogLines(cluster);
    turmoil.letPass(LONGEST_PEACE);
    long adoptions = lastAdoption(cluster);
    logs.mark();
    turmoil.did("troubles", trouble.name());
    long begin = System.nanoTime();
    trouble.happen(cluster.databaseServer(), turmoil, length);
    long end = System.nanoTime();
    answers.happened(begin, end);
    turmoil.troubled(trouble.name().toLowerCase(Locale.ROOT), begin, end);
    resume(turmoil, trouble, end);
    requireQuiet(turmoil, trouble, logs.most());
    // Who has no connection may well be missed by one who has.
    if (trouble != Trouble.CROWD) {
      requireNoAdoption(turmoil, adoptions);
    }
  }

  private static long lastAdoption(Cluster cluster) throws Exception {
    try (Queue queue = Queue.of(cluster)) {
      return queue.lastAdoption();
    }
  }

  /** Every backend has beaten, and every frontend has brought a TURL. */
  private static void resume(Turmoil turmoil, Trouble trouble, long since) throws Exception {
    Cluster cluster = turmoil.cluster();
    boolean resumed = true;
    try (Queue queue = Queue.of(cluster)) {
      for (ClusterNode backend : cluster.backends()) {
        resumed &= queue.beatsWithin(backend.name(), RESUMED);
      }
    }
    for (Entrance frontend : cluster.frontendEntrances()) {
      resumed &= new Probe(cluster, frontend).succeedsWithin(RESUMED);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    turmoil.context().figures().took("resumed-" + trouble.name().toLowerCase(Locale.ROOT), took);
    if (!resumed) {
      String story = "after the database %s, not all resumed".formatted(trouble.sentence());
      turmoil.context().findings().add(Problem.STUCK, story);
    }
  }

  private static void requireQuiet(Turmoil turmoil, Trouble trouble, LogLines.Count most) {
    turmoil.context().figures().most("log-lines", most.lines());
    if (most.lines() > MOST_LINES) {
      String story =
          "%s wrote %d warnings and errors while the database %s"
              .formatted(most.node(), most.lines(), trouble.sentence());
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }

  private static void requireNoAdoption(Turmoil turmoil, long before) throws Exception {
    try (Queue queue = Queue.of(turmoil.cluster())) {
      for (String adoption : queue.adoptionsByOthers(before)) {
        turmoil.context().findings().add(Problem.SURPRISE, "nobody died, but " + adoption);
      }
    }
  }
}
