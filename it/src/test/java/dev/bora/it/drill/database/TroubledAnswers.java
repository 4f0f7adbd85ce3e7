// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.srm.types.TStatusCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether every call that met a trouble was answered by its own operation, and a refusal for want
 * of the database said so; whether the reason that fits the trouble was ever given; and how long
 * paths were busy after it by requests of which no client knows.
 */
final class TroubledAnswers implements Exercise.Judge {

  private static final String DATABASE = "request database";

  /**
   * What else is true. With commits of 0.7 s, backends that stop themselves after 1.5 s without one
   * end again and again, each with the calls that it has. Where connections are taken, the door may
   * be who gets none.
   */
  private static final Map<Trouble, String> ALSO =
      Map.of(
          Trouble.STALLS, "The backend was lost",
          Trouble.CROWD, "No data server answers");

  /** Ten times what is aimed at. */
  private static final Duration FREE = Duration.ofSeconds(100);

  /** What somebody must have been told. */
  private static final Map<Trouble, String> TOLD =
      Map.of(
          Trouble.RESTART, "is not available",
          Trouble.KILL, "is not available",
          Trouble.CROWD, "is not available",
          Trouble.PAUSE, "is not available",
          Trouble.READ_ONLY, "takes no changes",
          Trouble.FULL, "is full",
          Trouble.LOCKS, "is busy");

  private final Trouble trouble;
  private final Cluster cluster;
  private long begin;
  private long end;
  private String ended = "";

  TroubledAnswers(Trouble trouble, Cluster cluster) {
    this.trouble = trouble;
    this.cluster = cluster;
  }

  /** When it was, as {@link System#nanoTime()}; it is over now. */
  void happened(long from, long until) throws SQLException {
    begin = from;
    end = until;
    try (Queue queue = Queue.of(cluster)) {
      ended = queue.now();
    }
  }

  @Override
  public void judge(DrillContext of, List<Event> events) throws SQLException {
    judgePaths(of, events);
    Map<String, Event> reasons = new TreeMap<>();
    for (Event event : events) {
      if (event.call().kind().isSrm() && event.call().begin() < end && event.end() > begin) {
        look(of, event, reasons);
      }
    }
    reasons.forEach((reason, first) -> {
      if (!reason.contains(DATABASE) && !isAlsoTrue(reason)) {
        of.findings().add(Problem.SURPRISE, "no word of the database: " + first);
      }
    });
    String told = TOLD.getOrDefault(trouble, "");
    if (!told.isEmpty() && reasons.keySet().stream().noneMatch(reason -> reason.contains(told))) {
      Set<String> given = new TreeSet<>(reasons.keySet());
      of.findings()
          .add(Problem.SURPRISE, "nobody was told that the database %s: %s".formatted(told, given));
    }
  }

  private boolean isAlsoTrue(String reason) {
    String also = ALSO.get(trouble);
    return also != null && reason.contains(also);
  }

  private void judgePaths(DrillContext of, List<Event> events) throws SQLException {
    Set<String> told = events.stream().map(Event::token).collect(Collectors.toSet());
    try (Queue queue = Queue.of(cluster)) {
      Duration free = queue.untilFree(ended, told);
      of.figures().took("freed-" + trouble.name().toLowerCase(Locale.ROOT), free);
      if (free.compareTo(FREE) > 0) {
        of.findings().add(Problem.STUCK, "a path was busy for " + free + " for nobody");
      }
    }
  }

  private static void look(DrillContext of, Event event, Map<String, Event> reasons) {
    String status = event.answer().status();
    if (status.equals(TStatusCode.SRM_INTERNAL_ERROR.name())) {
      reasons.putIfAbsent(event.answer().explanation(), event);
    } else if (!status.startsWith("SRM_")
        && (event.answer().is(Outcome.DOUBT) || event.answer().is(Outcome.UNSENT))) {
      of.findings().add(Problem.SURPRISE, "not answered: " + event);
    }
  }
}
