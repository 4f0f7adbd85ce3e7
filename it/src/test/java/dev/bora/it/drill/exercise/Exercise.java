// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.deployment.InstalledNode;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.checker.Round;
import dev.bora.it.drill.checker.RoundChecker;
import dev.bora.it.drill.checker.RoundFile;
import dev.bora.it.drill.checker.Tree;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.History;
import dev.bora.it.drill.workload.Contents;
import dev.bora.it.drill.workload.Duel;
import dev.bora.it.drill.workload.Duels;
import dev.bora.it.drill.workload.Workload;
import dev.bora.it.lab.Lab;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Rounds of one cluster: clients at work and a fault, rest, and the check. */
public final class Exercise implements AutoCloseable {

  private static final int ROOMS = 4;
  private static final int CLIENTS = 12;

  /** Of thousands of paths: that nothing holds any lock at rest tells the same of all. */
  private static final int TRIED = 100;

  /** Ten times what is aimed at. */
  private static final Duration ANSWER_IN_TROUBLE = Duration.ofSeconds(20);

  private final DrillContext context;
  private final Installation installation;
  private final History history;
  private final Contents contents;
  private final Workload workload;
  private Tree before = Tree.EMPTY;
  private int rounds;

  /** Begins a history, of clients that know each frontend. */
  public Exercise(DrillContext context, Installation installation) throws Exception {
    this(context, installation, installation.frontendEntrances());
  }

  /** Begins a history, of clients that come in here. */
  public Exercise(DrillContext context, Installation installation, List<Entrance> entrances)
      throws Exception {
    this(context, installation, entrances, CLIENTS);
  }

  /** Begins a history in the lab, which leaves little of a small machine to clients. */
  public Exercise(DrillContext context, Lab lab) throws Exception {
    this(context, lab, lab.frontendEntrances(), CLIENTS / 2);
  }

  private Exercise(
      DrillContext context, Installation installation, List<Entrance> entrances, int clients)
      throws Exception {
    this.context = context;
    this.installation = installation;
    Files.createDirectories(context.folder());
    this.history = History.in(context.folder().resolve("history.txt"));
    this.contents = new Contents(context.options().seed());
    this.workload =
        new Workload(
            installation,
            entrances,
            history,
            contents,
            rooms(context),
            clients,
            context.options().seed());
  }

  private static List<String> rooms(DrillContext context) {
    return IntStream.rangeClosed(1, ROOMS)
        .mapToObj(number -> context.drill() + "-" + number)
        .toList();
  }

  /** What a drill has to say of the calls of a round, beside what the checker says. */
  public interface Judge {
    /** Adds to the context's findings and figures. */
    void judge(DrillContext of, List<Event> events) throws SQLException;
  }

  /** As many rounds as the options say, each with this fault; ends early when one went wrong. */
  public void rounds(Turmoil.Fault fault) throws Exception {
    rounds(fault, (_, _) -> {});
  }

  /** The same, each with this judgement. */
  public void rounds(Turmoil.Fault fault, Judge judge) throws Exception {
    for (int i = 0; i < context.options().rounds() && context.findings().isClean(); i++) {
      round(fault, judge);
    }
  }

  /** One round. */
  public void round(Turmoil.Fault fault) throws Exception {
    round(fault, (_, _) -> {});
  }

  /** The same with this judgement. */
  public void round(Turmoil.Fault fault, Judge judge) throws Exception {
    rounds++;
    long lastRequest;
    try (Queue queue = Queue.of(installation)) {
      lastRequest = queue.lastRequest();
    }
    Random random = new Random(context.options().seed() * 7_919 + rounds);
    AtomicReference<Turmoil> made = new AtomicReference<>();
    workload.during(
        rounds,
        () -> {
          Turmoil turmoil = new Turmoil(context, installation, history, random);
          made.set(turmoil);
          fault.make(turmoil);
          turmoil.letPassAll();
          bringUp();
        });
    List<Event> events = history.takeRound();
    measure(made.get(), events);
    judge.judge(context, events);
    rest(events, lastRequest);
  }

  /**
   * Fights so many duels, comes to rest, and checks.
   *
   * @param name of their paths
   * @return how often who succeeded
   */
  public Map<String, Long> duels(Duel duel, String name, int times) throws Exception {
    rounds++;
    long lastRequest;
    try (Queue queue = Queue.of(installation)) {
      lastRequest = queue.lastRequest();
    }
    Duels duels =
        new Duels(
            installation, history, contents, workload.rooms(), context.options().seed() + rounds);
    duels.fight(duel, name, times);
    duels.odd().forEach(odd -> context.findings().add(Problem.SURPRISE, odd));
    List<Event> events = history.takeRound();
    context.figures().checked(events.size());
    context.figures().count("rounds", times);
    rest(events, lastRequest);
    return duels.ends();
  }

  private void bringUp() throws Exception {
    InstalledNode.startAll(
        installation.nodes().stream().filter(node -> !node.isRunning()).toList());
  }

  private void rest(List<Event> events, long lastRequest) throws Exception {
    Disk disk = new Disk(installation.root(), contents);
    try (Rest rest = new Rest(installation, context.findings())) {
      context.figures().took("rest", rest.reach());
      history.note("at rest");
      Round round =
          new Round(
              before,
              events,
              disk.in(workload.rooms()),
              rest.queue().ends(lastRequest),
              System.nanoTime());
      RoundFile.write(round, context.folder().resolve("round-" + rounds + ".txt"));
      List<String> paths = new ArrayList<>(used(events));
      Collections.shuffle(paths, new Random(context.options().seed()));
      rest.requireFree(paths.stream().limit(TRIED).toList());
      rest.reach();
      if (!disk.in(workload.rooms()).equals(round.after())) {
        context.findings().add(Problem.DOUBLED, "something changed at rest");
      }
      context.figures().count("to-sweep", rest.leftovers(disk));
      RoundChecker.check(round, context.findings());
      before = round.afterwards();
    }
  }

  private static Set<String> used(List<Event> events) {
    Set<String> used = new TreeSet<>();
    for (Event event : events) {
      used.add(event.call().path());
      used.add(event.call().target());
    }
    used.removeIf(path -> path.indexOf('/') < 0);
    return used;
  }

  private void measure(Turmoil turmoil, List<Event> events) {
    long begin = turmoil.begin();
    context
        .figures()
        .checked(events.stream().filter(event -> !event.answer().is(Outcome.UNSENT)).count());
    context.figures().count("rounds", 1);
    long last = begin;
    List<Event> inOrder = events.stream().sorted(Comparator.comparingLong(Event::end)).toList();
    for (Event event : inOrder) {
      if (event.answer().is(Outcome.OK) && event.end() > last) {
        context.figures().took("unavailable", Duration.ofNanos(event.end() - last));
        last = event.end();
      }
      if (event.call().kind().isSrm() && event.end() > begin) {
        context.figures().took("longest", Duration.ofNanos(event.end() - event.call().begin()));
      }
      context.figures().count("doubtful", event.answer().is(Outcome.DOUBT) ? 1 : 0);
    }
    turmoil.windows().forEach(window -> measure(window, events));
  }

  private void measure(Turmoil.Window window, List<Event> events) {
    for (Event event : events) {
      if (event.call().kind().isSrm()) {
        window
            .lasted(event)
            .ifPresent(time -> {
              String by = event.call().kind() + ":" + event.answer().status();
              context.figures().took("answered-" + window.name(), time, by);
              if (event.answer().status().equals(TStatusCode.SRM_INTERNAL_ERROR.name())) {
                context.figures().took("refused-" + window.name(), time, by);
              }
              if (time.compareTo(ANSWER_IN_TROUBLE) > 0) {
                String story = "%s: answered after %s: %s".formatted(window.name(), time, event);
                context.findings().add(Problem.STUCK, story);
              }
            });
      }
    }
  }

  @Override
  public void close() throws IOException {
    history.close();
  }
}
