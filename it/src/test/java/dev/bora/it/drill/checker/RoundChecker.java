// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.checker.Components.Component;
import dev.bora.it.drill.checker.Effect.Found;
import dev.bora.it.drill.checker.Effect.Look;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.checker.Round.RequestEnd;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Checks a round when it is over: names, contents, and what became of requests. */
public final class RoundChecker {

  private final Round round;
  private final Findings findings;

  private RoundChecker(Round round, Findings findings) {
    this.round = round;
    this.findings = findings;
  }

  /** Adds what is wrong to the findings. */
  public static void check(Round round, Findings findings) {
    RoundChecker checker = new RoundChecker(round, findings);
    checker.answers();
    checker.requests();
    checker.names();
  }

  private void answers() {
    for (Event event : round.events()) {
      if (event.answer().is(Outcome.REFUSED) && !Reasons.isExpected(event)) {
        findings.add(Problem.SURPRISE, event.toString());
      }
    }
  }

  /** What was answered about a request is what its row says. */
  private void requests() {
    for (Event event : round.events()) {
      String token = event.token();
      RequestEnd end = round.requests().get(token);
      if (end != null) {
        compare(event, end);
      } else if (!event.answer().token().isEmpty()) {
        findings.add(Problem.LOST, "a request that was accepted: " + event);
      }
    }
  }

  private void compare(Event event, RequestEnd end) {
    if (event.is(Kind.PUT_DONE, Outcome.OK) && !end.isDone()) {
      findings.add(Problem.LOST, "srmPutDone succeeded, but the put is " + end + ": " + event);
    }
    if (event.is(Kind.PUT_DONE, Outcome.REFUSED) && end.isDone()) {
      findings.add(Problem.DOUBLED, "srmPutDone was refused, but the put is done: " + event);
    }
    if (event.is(Kind.ABORT, Outcome.OK) && !end.state().equals("ABORTED")) {
      findings.add(Problem.DOUBLED, "an abort succeeded, but the request is " + end + ": " + event);
    }
  }

  private void names() {
    Tree after = round.afterwards();
    List<Step> steps = Steps.of(round);
    TreeSet<String> paths = new TreeSet<>(round.before().paths());
    paths.addAll(after.paths());
    for (Component component : Components.of(paths, steps)) {
      List<Step> all = new ArrayList<>(component.steps());
      component.paths().forEach(path -> all.add(onDisk(after, path)));
      switch (Search.explain(round.before().only(component.paths()), all)) {
        case Verdict.Explained _ -> {
          // well
        }
        case Verdict.Unexplained(boolean missing, String story) ->
            findings.add(missing ? Problem.LOST : Problem.DOUBLED, story);
        case Verdict.Undecided(String story) -> findings.add(Problem.UNDECIDED, story);
      }
    }
  }

  private Step onDisk(Tree after, String path) {
    Integer content = after.content(path);
    Look look =
        content != null
            ? new Look(path, Found.FILE, content)
            : new Look(path, after.isDirectory(path) ? Found.DIRECTORY : Found.NOTHING);
    long later = round.ended() + 1; // even what happened at the last moment
    return new Step("on disk", later, later, true, look);
  }
}
