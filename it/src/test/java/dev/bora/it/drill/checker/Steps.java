// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.checker.Effect.Found;
import dev.bora.it.drill.checker.Effect.Look;
import dev.bora.it.drill.checker.Effect.MakeDirectory;
import dev.bora.it.drill.checker.Effect.Publish;
import dev.bora.it.drill.checker.Effect.RemoveDirectory;
import dev.bora.it.drill.checker.Effect.RemoveFile;
import dev.bora.it.drill.checker.Effect.Rename;
import dev.bora.it.drill.checker.Round.RequestEnd;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Call;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import dev.bora.it.drill.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From calls and answers to steps on the name space. What is acknowledged happened, what is
 * doubtful may have, until the end of the round; what is refused did not, and its reason is
 * something that was seen, where it can mean one thing only.
 */
final class Steps {

  private final Round round;
  private final Hiding hiding;
  private final Reasons reasons;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Event> prepared = new HashMap<>();

  private Steps(Round round) {
    this.round = round;
    this.hiding = new Hiding(round);
    this.reasons = new Reasons(this::look);
  }

  static List<Step> of(Round round) {
    Steps steps = new Steps(round);
    steps.prepare();
    round.events().forEach(steps::add);
    steps.publish();
    return steps.steps;
  }

  /** A client whose first answer was lost may have found the token of its last request since. */
  private void prepare() {
    Map<Integer, Event> last = new HashMap<>();
    for (Event event : round.events()) {
      Kind kind = event.call().kind();
      if (kind == Kind.PREPARE_PUT || kind == Kind.PREPARE_GET) {
        last.put(event.call().client(), event);
      }
      String accepted = event.answer().token();
      Event first = last.get(event.call().client());
      if (!accepted.isEmpty() && first != null) {
        prepared.putIfAbsent(accepted, first);
      }
    }
  }

  private void add(Event event) {
    Call call = event.call();
    Outcome outcome = event.answer().outcome();
    event.answer().seen().forEach(seen -> see(event, seen));
    if (outcome == Outcome.REFUSED) {
      reasons.tell(event);
    }
    if (outcome != Outcome.OK && outcome != Outcome.DOUBT) {
      return;
    }
    switch (call.kind()) {
      case MKDIR -> change(event, new MakeDirectory(call.path()));
      case RMDIR -> change(event, new RemoveDirectory(call.path(), false));
      case RMDIR_TREE -> change(event, new RemoveDirectory(call.path(), true));
      case REMOVE -> change(event, new RemoveFile(call.path(), endedUpload(call.path())));
      case MOVE -> change(event, new Rename(call.path(), call.target()));
      case PREPARE_PUT,
          STATUS_OF_PUT,
          WRITE,
          PUT_DONE,
          ABORT,
          PREPARE_GET,
          STATUS_OF_GET,
          READ,
          RELEASE,
          LIST,
          TOKENS -> {
        // what these do to the name space is told by the request's end
      }
    }
  }

  private boolean endedUpload(String path) {
    return round.requests().values().stream()
        .anyMatch(end -> end.wasRemoved() && end.path().equals(path));
  }

  private void change(Event event, Effect effect) {
    boolean certain = event.answer().is(Outcome.OK);
    long end = certain ? event.end() : round.ended();
    steps.add(new Step(label(event), event.call().begin(), end, certain, effect));
  }

  private void see(Event event, Seen seen) {
    switch (seen.what()) {
      case FILE ->
          steps.add(
              new Step(
                  label(event),
                  from(event),
                  event.end(),
                  true,
                  new Look(seen.path(), Found.FILE, seen.content())));
      case DIRECTORY -> look(event, seen.path(), Found.DIRECTORY);
      case ABSENT -> look(event, seen.path(), Found.NOTHING);
    }
  }

  /** A request that was accepted is looked at from the moment at which it was sent. */
  private long from(Event event) {
    Event first = prepared.get(event.token());
    boolean status =
        event.call().kind() == Kind.STATUS_OF_PUT || event.call().kind() == Kind.STATUS_OF_GET;
    return status && first != null ? first.call().begin() : event.call().begin();
  }

  private void look(Event event, String path, Found found) {
    if (path.indexOf('/') < 0) {
      return; // a room
    }
    boolean proves =
        (found != Found.NOTHING && found != Found.NO_DIRECTORY)
            || !hiding.mayHide(path, from(event), event.end());
    if (proves) {
      steps.add(new Step(label(event), from(event), event.end(), true, new Look(path, found)));
    }
  }

  /** One step for each put that was done, whatever the answers to its srmPutDone were. */
  private void publish() {
    Set<String> published = new HashSet<>();
    for (Event event : round.events()) {
      boolean asked = event.call().kind() == Kind.PUT_DONE && !event.answer().is(Outcome.UNSENT);
      RequestEnd end = round.requests().get(event.token());
      Event first = prepared.get(event.token());
      if (asked && end != null && end.isDone() && first != null && published.add(event.token())) {
        Call put = first.call();
        steps.add(
            new Step(
                label(event),
                event.call().begin(),
                doneBy(event.token()),
                true,
                new Publish(put.path(), put.content(), put.overwrite())));
      }
    }
  }

  /** When somebody first knew that a put was done. */
  private long doneBy(String token) {
    return round.events().stream()
        .filter(event -> event.call().token().equals(token) && tellsThatDone(event))
        .mapToLong(Event::end)
        .min()
        .orElse(round.ended());
  }

  private static boolean tellsThatDone(Event event) {
    boolean success = event.answer().status().equals("SRM_SUCCESS");
    return switch (event.call().kind()) {
      case PUT_DONE, STATUS_OF_PUT -> success;
      default -> false;
    };
  }

  private static String label(Event event) {
    return "#%d client %d %s -> %s %s"
        .formatted(
            event.call().number(),
            event.call().client(),
            event.call().kind(),
            event.answer().outcome(),
            event.answer().status());
  }
}
