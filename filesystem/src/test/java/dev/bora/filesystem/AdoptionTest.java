// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.filesystem.posix.FileKind;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of "Late acts": what an adopter does, before and after the original call, and the
 * original call after that.
 */
@ParameterizedClass
@EnumSource(TestFileSystem.class)
class AdoptionTest {
  private static final HiddenName OLD = new HiddenName(7, 1);
  private static final HiddenName OWN = new HiddenName(7, 2);
  private static final AreaPath TARGET = AreaPath.of("d/f");

  @Parameter TestFileSystem fileSystem;
  private AreaFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = fileSystem.newArea();
    fixture.directory("d");
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void lateCreationLeavesAnEntryForTheSweep() throws Exception {
    fixture.upload(OWN, "adopter's");
    fixture.upload(OLD, "late");
    fixture.publish(OWN, "d/f");
    assertThat(fixture.content("d/f")).isEqualTo("adopter's");
    assertThat(fixture.sweep())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.name()).isEqualTo(OLD);
          assertThat(entry.kind()).isEqualTo(HiddenEntry.Kind.FILE);
          assertThat(entry.folder()).isEqualTo(HiddenFolder.NEW);
        });
  }

  @Test
  void latePublicationFindsNoSource() throws Exception {
    ObjectId id = fixture.upload(OLD, "x");
    assertThat(fixture.creation().adoptPublish(OLD, 2, TARGET, id))
        .isEqualTo(new RenameAdoption.Mine(OWN));
    for (Overwrite overwrite : Overwrite.values()) {
      assertThat(fixture.creation().publish(OLD, TARGET, overwrite))
          .isInstanceOf(PublishOutcome.NoSource.class);
    }
    assertThat(fixture.exists("d/f")).isFalse();
    assertThat(fixture.publish(OWN, "d/f")).isInstanceOf(PublishOutcome.Published.class);
    fixture.file("d/f", "somebody's newer");
    assertThat(fixture.creation().publish(OLD, TARGET, Overwrite.ALWAYS))
        .isInstanceOf(PublishOutcome.NoSource.class);
    assertThat(fixture.content("d/f")).isEqualTo("somebody's newer");
  }

  @Test
  void publicationThatHadHappenedIsRecognised() throws Exception {
    ObjectId id = fixture.upload(OLD, "x");
    fixture.publish(OLD, "d/f");
    assertThat(fixture.creation().adoptPublish(OLD, 2, TARGET, id))
        .isEqualTo(new RenameAdoption.AlreadyThere(id));
  }

  @Test
  void somebodyElsesObjectIsNotTakenForOurs() throws Exception {
    ObjectId id = fixture.upload(OLD, "x");
    fixture.publish(OLD, "elsewhere");
    HiddenName other = new HiddenName(8, 1);
    ObjectId otherId = fixture.upload(other, "y");
    fixture.publish(other, "d/f");
    assertThat(fixture.creation().adoptPublish(OLD, 2, TARGET, id))
        .isEqualTo(new RenameAdoption.Nowhere(Optional.of(otherId)));
    assertThat(fixture.creation().adoptPublish(OLD, 2, AreaPath.of("d/none"), id))
        .isEqualTo(new RenameAdoption.Nowhere(Optional.empty()));
  }

  @Test
  void thirdAdopterFindsWhereTheSecondCameTo() throws Exception {
    ObjectId id = fixture.upload(OLD, "x");
    fixture.creation().adoptPublish(OLD, 2, TARGET, id);
    // The second adopter died before its intent was committed: the journal still has the first
    // claim.
    assertThat(fixture.creation().adoptPublish(OLD, 3, TARGET, id))
        .isEqualTo(new RenameAdoption.Mine(OLD.withClaim(3)));
    assertThat(fixture.creation().adoptPublish(OLD, 3, TARGET, id))
        .isEqualTo(new RenameAdoption.Mine(OLD.withClaim(3)));
    assertThat(fixture.publish(OWN, "d/f")).isInstanceOf(PublishOutcome.NoSource.class);
  }

  @Test
  void newDirectoryIsAdoptedLikeAFile() throws Exception {
    fixture.creation().createDirectory(OLD, AreaPath.of("d"));
    ObjectId id = ObjectId.of(fixture.creation().upload(OLD).orElseThrow());
    assertThat(fixture.creation().adoptPublish(OLD, 2, TARGET, id))
        .isEqualTo(new RenameAdoption.Mine(OWN));
    assertThat(fixture.publish(OLD, "d/f")).isInstanceOf(PublishOutcome.NoSource.class);
    fixture.publish(OWN, "d/f");
    assertThat(fixture.creation().adoptPublish(OWN, 3, TARGET, id))
        .isEqualTo(new RenameAdoption.AlreadyThere(id));
  }

  @Test
  void lateTakeOfAnythingIsBlocked() throws Exception {
    ObjectId file = fixture.file("d/f", "x");
    ObjectId empty = fixture.directory("empty");
    ObjectId filled = fixture.directory("filled");
    fixture.file("filled/f", "x");
    lateTake("d/f", file, FileKind.FILE, new HiddenName(11, 1));
    lateTake("empty", empty, FileKind.DIRECTORY, new HiddenName(12, 1));
    lateTake("filled", filled, FileKind.DIRECTORY, new HiddenName(13, 1));
  }

  private void lateTake(String path, ObjectId id, FileKind kind, HiddenName old) throws Exception {
    RemovalSteps removal = fixture.removal();
    assertThat(removal.adoptTake(old, id)).isInstanceOf(TakeAdoption.NotTaken.class);
    // A second adopter may come before the first went on.
    assertThat(removal.adoptTake(old, id)).isInstanceOf(TakeAdoption.NotTaken.class);
    assertThat(removal.take(AreaPath.of(path), old, id)).isInstanceOf(TakeOutcome.Blocked.class);
    assertThat(fixture.id(path)).isEqualTo(id);
    assertThat(removal.take(AreaPath.of(path), old.withClaim(2), id))
        .isEqualTo(new TakeOutcome.Taken(id, kind));
    assertThat(removal.take(AreaPath.of(path), old, id)).isInstanceOf(TakeOutcome.NotFound.class);
    assertThat(removal.removeBlock(old.withClaim(2))).isEqualTo(HiddenRemoval.OTHER_KIND);
    assertThat(fixture.sweep())
        .filteredOn(entry -> entry.name().equals(old))
        .singleElement()
        .extracting(HiddenEntry::kind)
        .isEqualTo(HiddenEntry.Kind.BLOCK);
    assertThat(removal.removeBlock(old)).isEqualTo(HiddenRemoval.REMOVED);
    assertThat(removal.removeBlock(old)).isEqualTo(HiddenRemoval.ABSENT);
  }

  @Test
  void takeThatHadHappenedIsRecognised() throws Exception {
    ObjectId file = fixture.file("d/f", "x");
    ObjectId other = fixture.file("d/g", "y");
    ObjectId directory = fixture.directory("e");
    RemovalSteps removal = fixture.removal();
    removal.take(TARGET, OLD, file);
    assertThat(removal.adoptTake(OLD, file)).isEqualTo(new TakeAdoption.Taken(file, FileKind.FILE));
    assertThat(removal.adoptTake(OLD, other))
        .isEqualTo(new TakeAdoption.TakenOther(file, FileKind.FILE));
    HiddenName second = new HiddenName(8, 1);
    removal.take(AreaPath.of("e"), second, directory);
    assertThat(removal.adoptTake(second, directory))
        .isEqualTo(new TakeAdoption.Taken(directory, FileKind.DIRECTORY));
    assertThat(removal.adoptTake(second, file))
        .isEqualTo(new TakeAdoption.TakenOther(directory, FileKind.DIRECTORY));
    assertThat(removal.removeTakenDirectory(second)).isEqualTo(HiddenRemoval.REMOVED);
  }

  @Test
  void lateGiveOnFindsNoSource() throws Exception {
    ObjectId id = fixture.file("d/g", "x");
    RemovalSteps removal = fixture.removal();
    removal.take(AreaPath.of("d/g"), OLD, id);
    assertThat(removal.adoptGiveOn(OLD, 2, TARGET, id)).isEqualTo(new RenameAdoption.Mine(OWN));
    assertThat(removal.giveOn(OLD, TARGET)).isInstanceOf(PublishOutcome.NoSource.class);
    assertThat(removal.giveOn(OWN, TARGET)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(removal.adoptGiveOn(OWN, 3, TARGET, id))
        .isEqualTo(new RenameAdoption.AlreadyThere(id));
    assertThat(removal.unlinkTaken(OLD)).isEqualTo(HiddenRemoval.ABSENT);
    assertThat(fixture.content("d/f")).isEqualTo("x");
  }

  @Test
  void publicationRacingItsAdopterEndsOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 1; round <= 300; round++) {
        HiddenName old = new HiddenName(1000 + round, 1);
        AreaPath target = AreaPath.of("d/" + round);
        ObjectId id = fixture.upload(old, "content " + round);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<PublishOutcome> late =
            submit(threads, start, () -> fixture.creation().publish(old, target, Overwrite.NEVER));
        Future<RenameAdoption> adopter =
            submit(threads, start, () -> fixture.creation().adoptPublish(old, 2, target, id));
        finish(late.get(), adopter.get(), target, id);
        assertThat(fixture.content("d/" + round)).isEqualTo("content " + round);
        assertThat(fixture.id("d/" + round)).isEqualTo(id);
      }
    }
    assertThat(fixture.sweep()).isEmpty();
  }

  private void finish(PublishOutcome late, RenameAdoption adopter, AreaPath target, ObjectId id)
      throws Exception {
    switch (adopter) {
      case RenameAdoption.Mine mine -> {
        if (fileSystem.hasExtras()) {
          assertThat(late).isInstanceOf(PublishOutcome.NoSource.class);
        }
        assertThat(fixture.creation().publish(mine.name(), target, Overwrite.NEVER))
            .isEqualTo(
                new PublishOutcome.Published(
                    id, Files.size(fixture.root().resolve(target.utf8().orElseThrow()))));
      }
      case RenameAdoption.AlreadyThere there -> {
        assertThat(there.id()).isEqualTo(id);
        assertThat(late).isInstanceOf(PublishOutcome.Published.class);
      }
      case RenameAdoption.Nowhere nowhere -> throw new AssertionError(nowhere.toString());
    }
  }

  @Test
  void takeRacingItsAdopterIsToldRightly() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 1; round <= 600; round++) {
        HiddenName old = new HiddenName(1000 + round, 1);
        String path = "d/" + round;
        ObjectId id = round % 2 == 0 ? fixture.directory(path) : fixture.file(path, "x");
        CyclicBarrier start = new CyclicBarrier(2);
        Future<TakeOutcome> late =
            submit(threads, start, () -> fixture.removal().take(AreaPath.of(path), old, id));
        Future<TakeAdoption> adopter =
            submit(threads, start, () -> fixture.removal().adoptTake(old, id));
        switch (adopter.get()) {
          case TakeAdoption.NotTaken _ -> {
            assertThat(late.get()).isInstanceOf(TakeOutcome.Blocked.class);
            assertThat(fixture.id(path)).isEqualTo(id);
          }
          case TakeAdoption.Taken taken -> {
            assertThat(taken.id()).isEqualTo(id);
            assertThat(late.get()).isInstanceOf(TakeOutcome.Taken.class);
            assertThat(fixture.exists(path)).isFalse();
          }
          case TakeAdoption.TakenOther other -> throw new AssertionError(other.toString());
        }
      }
    }
  }

  private static <T> Future<T> submit(
      ExecutorService threads, CyclicBarrier start, Callable<T> work) {
    return threads.submit(() -> {
      start.await();
      return work.call();
    });
  }
}
