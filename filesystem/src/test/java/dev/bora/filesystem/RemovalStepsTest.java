// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.Posix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFileSystem.class)
class RemovalStepsTest {
  private static final HiddenName NAME = new HiddenName(7, 1);

  @Parameter TestFileSystem fileSystem;
  private AreaFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = fileSystem.newArea();
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private TakeOutcome take(String path, ObjectId expected) throws Exception {
    return fixture.removal().take(AreaPath.of(path), NAME, expected);
  }

  @Test
  void fileIsTakenThenUnlinked() throws Exception {
    fixture.directory("d");
    ObjectId id = fixture.file("d/f", "x");
    assertThat(take("d/f", id)).isEqualTo(new TakeOutcome.Taken(id, FileKind.FILE));
    assertThat(fixture.exists("d/f")).isFalse();
    assertThat(fixture.removal().removeTakenDirectory(NAME)).isEqualTo(HiddenRemoval.OTHER_KIND);
    assertThat(fixture.removal().unlinkTaken(NAME)).isEqualTo(HiddenRemoval.REMOVED);
    assertThat(fixture.removal().unlinkTaken(NAME)).isEqualTo(HiddenRemoval.ABSENT);
    assertThat(fixture.sweep()).isEmpty();
  }

  @Test
  void anotherObjectIsToldAndGivenBack() throws Exception {
    ObjectId old = fixture.file("f", "old");
    fixture.file("g", "new");
    Files.move(fixture.root().resolve("f"), fixture.root().resolve("kept"));
    Files.move(fixture.root().resolve("g"), fixture.root().resolve("f"));
    assertThat(take("f", old)).isInstanceOf(TakeOutcome.TakenOther.class);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("f")))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(fixture.content("f")).isEqualTo("new");
  }

  @Test
  void directoryThatIsNotEmptyGoesBack() throws Exception {
    ObjectId id = fixture.directory("d");
    fixture.file("d/f", "x");
    assertThat(take("d", id)).isEqualTo(new TakeOutcome.Taken(id, FileKind.DIRECTORY));
    assertThat(fixture.removal().unlinkTaken(NAME)).isEqualTo(HiddenRemoval.OTHER_KIND);
    assertThat(fixture.removal().removeTakenDirectory(NAME)).isEqualTo(HiddenRemoval.NOT_EMPTY);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("d")))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(fixture.content("d/f")).isEqualTo("x");
  }

  @Test
  void moveNeverReplaces() throws Exception {
    ObjectId id = fixture.file("f", "mine");
    fixture.file("g", "theirs");
    take("f", id);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("g")))
        .isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("no/h")))
        .isInstanceOf(PublishOutcome.NoParent.class);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("h")))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("i")))
        .isInstanceOf(PublishOutcome.NoSource.class);
    assertThat(fixture.content("g")).isEqualTo("theirs");
    assertThat(fixture.content("h")).isEqualTo("mine");
  }

  @Test
  void directoryMovesAndDoesNotReplaceAnEmptyOne() throws Exception {
    ObjectId id = fixture.directory("d");
    fixture.file("d/f", "x");
    ObjectId empty = fixture.directory("e");
    take("d", id);
    assertThat(fixture.removal().giveOn(NAME, AreaPath.of("e")))
        .isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.id("e")).isEqualTo(empty);
    fixture.removal().giveOn(NAME, AreaPath.of("e/d"));
    assertThat(fixture.content("e/d/f")).isEqualTo("x");
  }

  @Test
  void secondTakeUnderTheSameNameTakesNothing() throws Exception {
    ObjectId file = fixture.file("f", "one");
    ObjectId other = fixture.directory("d");
    take("f", file);
    assertThat(take("d", other)).isInstanceOf(TakeOutcome.Blocked.class);
    assertThat(fixture.exists("d")).isTrue();
    assertThat(take("none", other)).isInstanceOf(TakeOutcome.NotFound.class);
    assertThat(take("none/f", other)).isInstanceOf(TakeOutcome.NotFound.class);
  }

  @Test
  void linksAreNotTakenNorTakenThrough() throws Exception {
    fixture.directory("d");
    ObjectId id = fixture.file("d/f", "x");
    Files.createSymbolicLink(fixture.root().resolve("l"), Path.of("d"));
    assertThatThrownBy(() -> take("l/f", id)).isInstanceOf(ContainmentException.class);
    assertThatThrownBy(() -> take("l", id)).isInstanceOf(ContainmentException.class);
    assertThatThrownBy(() -> take("", id)).isInstanceOf(InvalidAreaPathException.class);
    assertThat(fixture.content("d/f")).isEqualTo("x");
  }

  @Test
  void purgeRemovesATreeButFollowsNoLink() throws Exception {
    Files.writeString(fixture.outside().resolve("precious"), "x");
    ObjectId id = fixture.directory("t/a/b");
    fixture.file("t/a/b/f", "x");
    Files.createSymbolicLink(fixture.root().resolve("t/out"), fixture.outside());
    Files.createSymbolicLink(
        fixture.root().resolve("t/a/file"), fixture.outside().resolve("precious"));
    assertThat(id).isNotEqualTo(fixture.id("t"));
    take("t", fixture.id("t"));
    assertThat(fixture.removal().purgeTaken(NAME, () -> true))
        .isEqualTo(new PurgeOutcome.Purged(6));
    assertThat(fixture.removal().purgeTaken(NAME, () -> true))
        .isEqualTo(new PurgeOutcome.Purged(0));
    assertThat(fixture.outside().resolve("precious")).hasContent("x");
    assertThat(fixture.sweep()).isEmpty();
  }

  @Test
  void purgeOfADeepTreeNeedsFewDescriptors() throws Exception {
    ObjectId id = fixture.directory("t");
    StringBuilder path = new StringBuilder("t");
    for (int depth = 0; depth < 300; depth++) {
      path.append("/d");
    }
    fixture.directory(path.toString());
    fixture.file(path + "/f", "x");
    take("t", id);
    AtomicInteger most = new AtomicInteger();
    PurgeOutcome outcome =
        fixture
            .removal()
            .purgeTaken(
                NAME,
                () -> {
                  String[] open = new java.io.File("/proc/self/fd").list();
                  most.accumulateAndGet(open == null ? 0 : open.length, Math::max);
                  return true;
                });
    assertThat(outcome).isEqualTo(new PurgeOutcome.Purged(302));
    String[] open = new java.io.File("/proc/self/fd").list();
    assertThat(open).isNotNull();
    assertThat(most.get() - open.length).isLessThan(40);
  }

  @Test
  void purgeStopsWhenToldAndGoesOnLater() throws Exception {
    ObjectId id = fixture.directory("t");
    for (int index = 0; index < 50; index++) {
      fixture.file("t/" + index, "x");
    }
    take("t", id);
    AtomicInteger asked = new AtomicInteger();
    PurgeOutcome stopped = fixture.removal().purgeTaken(NAME, () -> asked.incrementAndGet() <= 20);
    assertThat(stopped).isInstanceOf(PurgeOutcome.Stopped.class);
    assertThat(stopped.removed()).isBetween(1L, 20L);
    PurgeOutcome rest = fixture.removal().purgeTaken(NAME, () -> true);
    assertThat(rest).isEqualTo(new PurgeOutcome.Purged(51 - stopped.removed()));
  }

  @Test
  void purgeDoesNotCrossMountPoints() throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root may mount");
    ObjectId id = fixture.directory("t/mounted");
    fixture.file("t/f", "x");
    Files.writeString(fixture.outside().resolve("precious"), "x");
    Path point = fixture.root().resolve("t/mounted");
    TestFileSystem.run("mount", "--bind", fixture.outside().toString(), point.toString());
    try {
      assertThatThrownBy(() -> take("t/mounted", id))
          .isInstanceOf(ContainmentException.class)
          .hasMessageContaining("another file system");
      take("t", fixture.id("t"));
      assertThat(fixture.removal().purgeTaken(NAME, () -> true))
          .isInstanceOf(PurgeOutcome.Incomplete.class);
      assertThat(fixture.outside().resolve("precious")).hasContent("x");
    } finally {
      Path moved = fixture.root().resolve(".bora/taken/7.1/mounted");
      TestFileSystem.run("umount", (Files.exists(moved) ? moved : point).toString());
    }
    assertThat(fixture.removal().purgeTaken(NAME, () -> true))
        .isEqualTo(new PurgeOutcome.Purged(2));
  }
}
