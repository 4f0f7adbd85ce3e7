// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.checker.Round.RequestEnd;
import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Call;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import dev.bora.it.drill.history.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of clients, good and bad. */
class RoundCheckerTest {

  private static final String PUBLISHED = "DONE";

  private final List<Event> events = new ArrayList<>();
  private final Map<String, RequestEnd> requests = new HashMap<>();
  private Tree before = Tree.EMPTY;
  private long clock;

  private Event event(Kind kind, String path, String token, int content, Answer answer) {
    Call call =
        new Call(events.size() + 1, 1, "f", kind, path, "", token, content, true, clock += 10);
    Event event = new Event(call, answer, clock += 10);
    events.add(event);
    return event;
  }

  private static Answer ok() {
    return Answer.of(Outcome.OK, "SRM_SUCCESS", "");
  }

  private static Answer doubt() {
    return Answer.of(Outcome.DOUBT, "SRM_INTERNAL_ERROR", "");
  }

  private static Answer refused(String status, String explanation) {
    return Answer.of(Outcome.REFUSED, status, explanation);
  }

  private void put(String token, String path, int content, Answer done, String state) {
    event(Kind.PREPARE_PUT, path, "", content, ok().token(token));
    event(Kind.PUT_DONE, path, token, 0, done);
    requests.put(token, new RequestEnd(path, state, ""));
  }

  private Findings check(Seen... after) {
    Findings findings = new Findings();
    RoundChecker.check(round(after), findings);
    return findings;
  }

  private Round round(Seen... after) {
    return new Round(before, events, List.of(after), requests, clock + 10);
  }

  private static void assertOnly(Findings findings, Problem problem) {
    assertThat(findings.count(problem)).as(findings::toString).isEqualTo(1);
    for (Problem other : Problem.values()) {
      assertThat(findings.count(other)).as(findings::toString).isEqualTo(other == problem ? 1 : 0);
    }
  }

  @Test
  void acknowledgedPutIsThere() {
    put("t", "r/a", 1, ok(), PUBLISHED);
    assertThat(check(Seen.file("r/a", 1)).isClean()).isTrue();
  }

  @Test
  void acknowledgedPutIsGone() {
    put("t", "r/a", 1, ok(), PUBLISHED);
    assertOnly(check(), Problem.LOST);
  }

  @Test
  void acknowledgedPutHasOtherBytes() {
    put("t", "r/a", 1, ok(), PUBLISHED);
    assertOnly(check(Seen.file("r/a", Seen.FOREIGN)), Problem.DOUBLED);
  }

  @Test
  void doubtfulPutIsWhatItsRowSays() {
    put("t", "r/a", 1, doubt(), PUBLISHED);
    put("u", "r/b", 2, doubt(), "ABORTED");
    assertThat(check(Seen.file("r/a", 1)).isClean()).isTrue();
    assertOnly(check(Seen.file("r/a", 1), Seen.file("r/b", 2)), Problem.DOUBLED);
    assertOnly(check(), Problem.LOST);
  }

  @Test
  void acceptedRequestIsForgotten() {
    event(Kind.PREPARE_PUT, "r/a", "", 1, ok().token("t"));
    assertOnly(check(), Problem.LOST);
  }

  @Test
  void tokenThatWasFoundLater() {
    event(Kind.PREPARE_PUT, "r/a", "", 1, doubt());
    event(Kind.TOKENS, "r/a", "", 0, ok().token("t"));
    event(Kind.PUT_DONE, "r/a", "t", 0, ok());
    requests.put("t", new RequestEnd("r/a", PUBLISHED, ""));
    assertThat(check(Seen.file("r/a", 1)).isClean()).isTrue();
  }

  @Test
  void refusedPutWasDone() {
    put("t", "r/a", 1, refused("SRM_ABORTED", ""), PUBLISHED);
    assertOnly(check(Seen.file("r/a", 1)), Problem.DOUBLED);
  }

  @Test
  void acknowledgedPutWasAborted() {
    put("t", "r/a", 1, ok(), "ABORTED");
    assertOnly(check(), Problem.LOST);
  }

  @Test
  void refusedDirectoryWasThereSometime() {
    event(Kind.MKDIR, "r/d", "", 0, refused("SRM_DUPLICATION_ERROR", "File exists"));
    assertOnly(check(), Problem.DOUBLED);
    before = Tree.EMPTY.withDirectory("r/d");
    assertThat(check(Seen.directory("r/d")).isClean()).isTrue();
  }

  @Test
  void refusalThatNobodyExpects() {
    event(Kind.MKDIR, "r/d", "", 0, refused("SRM_NOT_SUPPORTED", ""));
    assertOnly(check(), Problem.SURPRISE);
  }

  @Test
  void removalOfAnUpload() {
    event(Kind.PREPARE_PUT, "r/a", "", 1, ok().token("t"));
    event(Kind.REMOVE, "r/a", "", 0, ok());
    requests.put("t", new RequestEnd("r/a", "ABORTED", "File has been removed."));
    assertThat(check().isClean()).isTrue();
    requests.put("t", new RequestEnd("r/a", "ABORTED", ""));
    assertOnly(check(), Problem.DOUBLED);
  }

  @Test
  void listingsAreLookedAt() {
    event(Kind.LIST, "r", "", 0, ok().seen(List.of(Seen.absent("r/a"))));
    before = Tree.EMPTY.withFile("r/a", 1);
    assertOnly(check(Seen.file("r/a", 1)), Problem.LOST);
  }

  @Test
  void whatIsBeingRenamedMayBeOutOfSight() {
    before = Tree.EMPTY.withFile("r/a", 1);
    Call move = new Call(1, 1, "f", Kind.MOVE, "r/a", "r/b", "", 0, false, 5);
    events.add(new Event(move, refused("SRM_DUPLICATION_ERROR", "File exists"), 100));
    event(Kind.LIST, "r", "", 0, ok().seen(List.of(Seen.absent("r/a"))));
    assertThat(check(Seen.file("r/a", 1)).isClean()).isTrue();
  }

  @Test
  void roundsCanBeReadAgain(@TempDir Path folder) throws Exception {
    before = Tree.EMPTY.withDirectory("r/d");
    put("t", "r/a", 1, ok(), PUBLISHED);
    event(Kind.LIST, "r", "", 0, ok().seen(List.of(Seen.file("r/a", 1), Seen.absent("r/b"))));
    Round round = round(Seen.file("r/a", 1), Seen.directory("r/d"));
    RoundFile.write(round, folder.resolve("round"));
    assertThat(RoundFile.read(folder.resolve("round"))).isEqualTo(round);
  }
}
