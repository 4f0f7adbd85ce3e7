// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Calls;
import dev.bora.db.queue.Calls.Begun;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Journal;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.queue.Journal.ObjectKey;
import dev.bora.db.queue.PathLocks;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.CreateOutcome;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.Overwrite;
import dev.bora.filesystem.StorageArea;
import dev.bora.srm.types.TOverwriteMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A backend that died at a step, just before or just after its system call; its next incarnation
 * goes on.
 */
class TakeBackTest {
  @TempDir private Path folder;
  private BackendFixture bora;
  private StorageArea disk;
  private Fence dead;

  @BeforeEach
  void startAndStop() throws Exception {
    bora = new BackendFixture(folder, "take_back");
    bora.stop();
    disk = StorageArea.open("data", bora.root, AreaLimits.DEFAULT);
    dead = bora.forerunner();
  }

  @AfterEach
  void stop() throws Exception {
    disk.close();
    bora.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mkdirAtItsCreation(boolean acted) throws Exception {
    FileRow row = begin(RequestKind.MKDIR, false, "d", null);
    intend(row, Step.CREATE, null);
    if (acted) {
      disk.creation().createDirectory(entry(row), AreaPath.ROOT);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("d")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mkdirAtItsPublication(boolean acted) throws Exception {
    FileRow row = begin(RequestKind.MKDIR, false, "d", null);
    ObjectId id =
        ((CreateOutcome.Created) disk.creation().createDirectory(entry(row), AreaPath.ROOT)).id();
    intend(row, Step.PUBLISH, id);
    if (acted) {
      disk.creation().publish(entry(row), AreaPath.of("d"), Overwrite.NEVER);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("d")).isDirectory();
    assertThat(bora.hidden()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rmAtItsTake(boolean acted) throws Exception {
    bora.write("f", "x");
    FileRow row = begin(RequestKind.RM, false, "f", null);
    ObjectId id = id("f");
    intend(row, Step.TAKE, id);
    if (acted) {
      disk.removal().take(AreaPath.of("f"), entry(row), id);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("f")).doesNotExist();
  }

  @Test
  void rmWhoseTakeTookAnother() throws Exception {
    bora.write("f", "old");
    FileRow row = begin(RequestKind.RM, false, "f", null);
    ObjectId old = id("f");
    intend(row, Step.TAKE, old);
    Files.move(bora.root.resolve("f"), bora.root.resolve("g"));
    bora.write("f", "new");
    disk.removal().take(AreaPath.of("f"), entry(row), old);
    assertThat(bora.root.resolve("f")).doesNotExist();
    assertEnds(row, "SRM_FILE_BUSY");
    assertThat(bora.root.resolve("f")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rmdirAtItsPurge(boolean acted) throws Exception {
    Files.createDirectories(bora.root.resolve("d/e"));
    bora.write("d/e/f", "x");
    FileRow row = begin(RequestKind.RMDIR, true, "d", null);
    ObjectId id = id("d");
    disk.removal().take(AreaPath.of("d"), entry(row), id);
    intend(row, Step.PURGE, id);
    if (acted) {
      disk.removal().purgeTaken(entry(row), () -> true);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.hidden()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mvAtItsTake(boolean acted) throws Exception {
    bora.write("f", "x");
    FileRow row = begin(RequestKind.MV, false, "f", "g");
    ObjectId id = id("f");
    intend(row, Step.TAKE, id);
    if (acted) {
      disk.removal().take(AreaPath.of("f"), entry(row), id);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("f")).doesNotExist();
    assertThat(bora.root.resolve("g")).hasContent("x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mvAtItsSecondStep(boolean acted) throws Exception {
    bora.write("f", "x");
    FileRow row = begin(RequestKind.MV, false, "f", "g");
    ObjectId id = id("f");
    disk.removal().take(AreaPath.of("f"), entry(row), id);
    intend(row, Step.GIVE_ON, id);
    if (acted) {
      disk.removal().giveOn(entry(row), AreaPath.of("g"));
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("g")).hasContent("x");
    assertThat(bora.hidden()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void putDoneAtItsPublication(boolean acted) throws Exception {
    FileRow row = committing("f");
    HiddenName upload = new HiddenName(row.id(), Objects.requireNonNull(row.entryClaim()));
    ObjectId id = ObjectId.of(disk.creation().upload(upload).orElseThrow());
    new Journal(dead)
        .intend(
            Claim.of(row),
            new Intent(Step.PUBLISH, new ObjectKey(id.inode(), id.birth()), upload.claim()),
            List.of());
    if (acted) {
      disk.creation().publish(upload, AreaPath.of("f"), Overwrite.NEVER);
    }
    assertEnds(row, "SRM_SUCCESS");
    assertThat(bora.root.resolve("f")).hasContent("data");
    assertThat(bora.hidden()).isEmpty();
  }

  @Test
  void aLatePublicationFindsItsEntryGone() throws Exception {
    FileRow row = committing("f");
    HiddenName upload = new HiddenName(row.id(), Objects.requireNonNull(row.entryClaim()));
    ObjectId id = ObjectId.of(disk.creation().upload(upload).orElseThrow());
    new Journal(dead)
        .intend(
            Claim.of(row),
            new Intent(Step.PUBLISH, new ObjectKey(id.inode(), id.birth()), upload.claim()),
            List.of());
    assertEnds(row, "SRM_SUCCESS");
    Files.delete(bora.root.resolve("f"));
    bora.write("f", "somebody's new file");
    disk.creation().publish(upload, AreaPath.of("f"), Overwrite.ALWAYS);
    assertThat(bora.root.resolve("f")).hasContent("somebody's new file");
  }

  @Test
  void aPutAtItsCreation() throws Exception {
    Submission put = bora.put(ALICE, "f");
    FileRow row =
        new Claims(dead)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, requester().share()), 0, 1)
            .getFirst();
    new PathLocks(dead).take(Claim.of(row), row.place(), Kind.FILE);
    intend(row, Step.CREATE, null);
    disk.creation().createUpload(entry(row), Optional.empty());
    bora.start();
    assertThat(bora.turl(put)).exists().hasFileName(row.id() + ".2");
  }

  private FileRow committing(String path) throws Exception {
    bora.put(ALICE, path);
    FileRow row =
        new Claims(dead)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, requester().share()), 0, 1)
            .getFirst();
    new PathLocks(dead).take(Claim.of(row), row.place(), Kind.FILE);
    intend(row, Step.CREATE, null);
    disk.creation().createUpload(entry(row), Optional.empty());
    new Journal(dead).uploadReady(Claim.of(row), "file:///x", 600);
    Files.writeString(bora.root.resolve(".bora/new/" + entry(row)), "data");
    return Objects.requireNonNull(new Claims(dead).claimToCommit(row.id(), "call"));
  }

  private FileRow begin(RequestKind kind, boolean wholeTree, String path, String to) {
    NewFile file =
        new NewFile(
            "data:" + path,
            Place.of("data", path),
            to == null ? null : to.getBytes(StandardCharsets.UTF_8),
            null,
            null);
    NewRequest request =
        new NewRequest(
            UUID.randomUUID().toString(),
            kind,
            requester(),
            null,
            "127.0.0.1",
            "frontend-1",
            List.of(),
            TOverwriteMode.NEVER,
            wholeTree,
            0,
            0,
            List.of(file));
    FileRow row = ((Begun.Mine) new Calls(dead).begin(request)).files().getFirst();
    new PathLocks(dead).take(Claim.of(row), row.place(), Kind.TREE);
    if (to != null) {
      new PathLocks(dead).take(Claim.of(row), row.target(), Kind.TREE);
    }
    return row;
  }

  private static Requester requester() {
    return new Requester(ALICE.dn(), ALICE.vo(), ALICE.fqans());
  }

  private static HiddenName entry(FileRow row) {
    return new HiddenName(row.id(), 1);
  }

  private ObjectId id(String path) throws Exception {
    return ObjectId.of(disk.reader().lookUp(AreaPath.of(path)).orElseThrow());
  }

  private void intend(FileRow row, Step step, ObjectId id) {
    new Journal(dead)
        .intend(
            Claim.of(row),
            new Intent(step, id == null ? null : new ObjectKey(id.inode(), id.birth()), 1),
            List.of());
  }

  private void assertEnds(FileRow row, String status) throws Exception {
    bora.start();
    await(() -> now(row).state().isFinal());
    assertThat(now(row).status().name()).isEqualTo(status);
    assertThat(now(row).adoptions()).isEqualTo(1);
    assertThat(bora.held()).isZero();
  }

  private FileRow now(FileRow row) {
    return Objects.requireNonNull(bora.database.call(tables -> tables.files().byId(row.id())));
  }
}
