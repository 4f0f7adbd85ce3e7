// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.drill.checker.Effect.Found;
import dev.bora.it.drill.checker.Effect.Look;
import dev.bora.it.drill.checker.Effect.MakeDirectory;
import dev.bora.it.drill.checker.Effect.Publish;
import dev.bora.it.drill.checker.Effect.RemoveDirectory;
import dev.bora.it.drill.checker.Effect.RemoveFile;
import dev.bora.it.drill.checker.Effect.Rename;
import dev.bora.it.drill.checker.Verdict.Explained;
import dev.bora.it.drill.checker.Verdict.Unexplained;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders that there are, and orders that there are not. */
class SearchTest {

  private static final Tree FILE = Tree.EMPTY.withFile("r/a", 1);
  private static final Tree DIRECTORY = Tree.EMPTY.withDirectory("r/d");

  private static Step step(long begin, long end, Effect effect) {
    return new Step("", begin, end, true, effect);
  }

  private static Step perhaps(long begin, Effect effect) {
    return new Step("", begin, 1000, false, effect);
  }

  private static Look file(String path, int content) {
    return new Look(path, Found.FILE, content);
  }

  private static Look nothing(String path) {
    return new Look(path, Found.NOTHING);
  }

  private static Verdict explain(Tree start, Step... steps) {
    return Search.explain(start, List.of(steps));
  }

  private static void assertExplained(Tree start, Step... steps) {
    assertThat(explain(start, steps)).isInstanceOf(Explained.class);
  }

  private static void assertLost(Tree start, Step... steps) {
    assertThat(explain(start, steps))
        .isInstanceOfSatisfying(Unexplained.class, it -> assertThat(it.missing()).isTrue());
  }

  private static void assertDoubled(Tree start, Step... steps) {
    assertThat(explain(start, steps))
        .isInstanceOfSatisfying(Unexplained.class, it -> assertThat(it.missing()).isFalse());
  }

  /** Bits whose hash is that of the set without them begin at 127. */
  @Test
  void manyThatChangeNothing() {
    assertExplained(
        Tree.EMPTY,
        IntStream.range(0, 600)
            .mapToObj(i -> step(10L * i, 10L * i + 5, new RemoveFile("r/a", true)))
            .toArray(Step[]::new));
  }

  @Test
  void nothingHappened() {
    assertExplained(FILE, step(9, 9, file("r/a", 1)));
  }

  @Test
  void oneAfterTheOther() {
    assertExplained(
        Tree.EMPTY,
        step(1, 2, new MakeDirectory("r/d")),
        step(3, 4, new Publish("r/d/x", 7, false)),
        step(5, 6, new Rename("r/d", "r/e")),
        step(9, 9, file("r/e/x", 7)),
        step(9, 9, nothing("r/d")));
  }

  @Test
  void lostFile() {
    assertLost(Tree.EMPTY, step(1, 2, new Publish("r/a", 7, false)), step(9, 9, nothing("r/a")));
  }

  @Test
  void lostOldFile() {
    assertLost(FILE, step(9, 9, nothing("r/a")));
  }

  @Test
  void fileOfNobody() {
    assertDoubled(Tree.EMPTY, step(9, 9, file("r/a", 7)));
  }

  @Test
  void fileThatARefusedPutLeft() {
    assertDoubled(FILE, step(9, 9, file("r/a", 2)));
  }

  @Test
  void wrongContent() {
    assertDoubled(Tree.EMPTY, step(1, 2, new Publish("r/a", 7, false)), step(9, 9, file("r/a", 8)));
  }

  @Test
  void resurrectedFile() {
    assertDoubled(
        FILE,
        step(1, 2, new RemoveFile("r/a", false)),
        step(3, 4, nothing("r/a")),
        step(9, 9, file("r/a", 1)));
  }

  @Test
  void removalOfALaterFile() {
    assertLost(
        FILE,
        step(1, 2, new RemoveFile("r/a", false)),
        step(3, 4, new Publish("r/a", 2, false)),
        step(9, 9, nothing("r/a")));
  }

  @Test
  void directoryMadeTwice() {
    assertDoubled(
        Tree.EMPTY,
        step(1, 4, new MakeDirectory("r/d")),
        step(2, 3, new MakeDirectory("r/d")),
        step(9, 9, new Look("r/d", Found.DIRECTORY)));
  }

  @Test
  void directoryMadeTwiceWithARemovalBetween() {
    assertExplained(
        Tree.EMPTY,
        step(1, 4, new MakeDirectory("r/d")),
        step(2, 3, new MakeDirectory("r/d")),
        step(1, 5, new RemoveDirectory("r/d", false)),
        step(9, 9, new Look("r/d", Found.DIRECTORY)));
  }

  @Test
  void plainRemovalOfAFilledDirectory() {
    assertDoubled(
        DIRECTORY,
        step(1, 2, new Publish("r/d/x", 7, false)),
        step(3, 4, new RemoveDirectory("r/d", false)),
        step(9, 9, nothing("r/d")));
  }

  @Test
  void recursiveRemovalTakesAll() {
    assertExplained(
        DIRECTORY,
        step(1, 2, new Publish("r/d/x", 7, false)),
        step(3, 4, new RemoveDirectory("r/d", true)),
        step(9, 9, nothing("r/d/x")));
  }

  @Test
  void doubtfulChangesMayHaveHappenedLateOrNever() {
    assertExplained(FILE, perhaps(1, new RemoveFile("r/a", false)), step(9, 9, file("r/a", 1)));
    assertExplained(FILE, perhaps(1, new RemoveFile("r/a", false)), step(9, 9, nothing("r/a")));
    assertExplained(
        FILE,
        perhaps(1, new RemoveFile("r/a", false)),
        step(5, 6, file("r/a", 1)),
        step(9, 9, nothing("r/a")));
  }

  @Test
  void doubtfulChangesHappenOnce() {
    assertLost(
        FILE,
        perhaps(1, new RemoveFile("r/a", false)),
        step(2, 3, nothing("r/a")),
        step(4, 5, new Publish("r/a", 2, false)),
        step(9, 9, nothing("r/a")));
  }

  @Test
  void doubtfulChangesDoNotHappenBeforeTheyBegin() {
    assertLost(FILE, step(1, 2, nothing("r/a")), perhaps(3, new RemoveFile("r/a", false)));
  }

  /** In how many ways that can have been goes beyond what can be looked at. */
  @Test
  void doubtfulChangesThatUndoEachOther() {
    Stream<Step> doubts =
        IntStream.range(0, 30)
            .mapToObj(i ->
                perhaps(
                    i, i % 2 == 0 ? new Publish("r/a", 1, false) : new RemoveFile("r/a", false)));
    assertDoubled(
        Tree.EMPTY,
        Stream.concat(doubts, Stream.of(step(100, 101, file("r/a", 2)))).toArray(Step[]::new));
  }

  @Test
  void readsGoBackInTime() {
    assertDoubled(
        FILE,
        step(1, 10, new Publish("r/a", 2, true)),
        step(2, 3, file("r/a", 2)),
        step(4, 5, file("r/a", 1)));
  }

  @Test
  void renameIsOneChange() {
    assertDoubled(
        FILE,
        step(1, 10, new Rename("r/a", "r/b")),
        step(2, 3, file("r/b", 1)),
        step(4, 5, file("r/a", 1)));
  }

  @Test
  void renameIntoADirectory() {
    assertExplained(
        FILE.withDirectory("r/d"),
        step(1, 2, new Rename("r/a", "r/d")),
        step(9, 9, file("r/d/a", 1)));
  }

  @Test
  void renameIntoTheDirectoryThatItLiesIn() {
    Tree start = DIRECTORY.withFile("r/d/x", 1);
    assertExplained(start, step(1, 2, new Rename("r/d/x", "r/d")), step(9, 9, file("r/d/x", 1)));
    assertDoubled(DIRECTORY, step(1, 2, new Rename("r/d/x", "r/d")));
  }

  @Test
  void removalThatEndedAnUpload() {
    assertExplained(Tree.EMPTY, step(1, 2, new RemoveFile("r/a", true)));
    assertDoubled(Tree.EMPTY, step(1, 2, new RemoveFile("r/a", false)));
  }

  @Test
  void storyTellsWhatDoesNotFit() {
    assertThat(
            explain(
                Tree.EMPTY, step(1, 2, new Publish("r/a", 7, false)), step(9, 9, nothing("r/a"))))
        .isInstanceOfSatisfying(
            Unexplained.class,
            it -> assertThat(it.story()).contains("{r/a = 7}").contains("NOTHING"));
  }
}
