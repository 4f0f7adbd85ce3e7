// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.BOB;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static dev.bora.backend.BackendFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileState;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
  @TempDir private Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "backend");
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(bora.hidden()).isEmpty();
    bora.close();
  }

  @Test
  void directoriesAreMadeAndRemoved() {
    assertThat(mkdir("a")).isEqualTo("SRM_SUCCESS");
    assertThat(mkdir("a")).isEqualTo("SRM_DUPLICATION_ERROR");
    assertThat(mkdir("x/y")).isEqualTo("SRM_INVALID_PATH");
    assertThat(mkdir("a/b")).isEqualTo("SRM_SUCCESS");
    assertThat(rmdir("a", false)).isEqualTo("SRM_NON_EMPTY_DIRECTORY");
    assertThat(bora.root.resolve("a/b")).isDirectory();
    assertThat(rmdir("a/b", false)).isEqualTo("SRM_SUCCESS");
    assertThat(rmdir("a/b", false)).isEqualTo("SRM_INVALID_PATH");
    assertThat(mkdir("a/c")).isEqualTo("SRM_SUCCESS");
    assertThat(rmdir("a", true)).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("a")).doesNotExist();
    assertThat(rmdir("", true)).isEqualTo("SRM_AUTHORIZATION_FAILURE");
    assertThat(mkdir(".bora/x")).isEqualTo("SRM_INVALID_PATH");
    assertThat(mkdir("../x")).isEqualTo("SRM_INVALID_PATH");
    assertThat(bora.held()).isZero();
  }

  @Test
  void aCallThatIsAskedAgainIsDoneOnce() {
    String operation = UUID.randomUUID().toString();
    MkdirArgs args = new MkdirArgs(path("once"));
    assertThat(bora.calls().mkdir(as(ALICE, operation), args).statusCode())
        .isEqualTo("SRM_SUCCESS");
    assertThat(bora.calls().mkdir(as(ALICE, operation), args).statusCode())
        .isEqualTo("SRM_SUCCESS");
    assertThat(mkdir("once")).isEqualTo("SRM_DUPLICATION_ERROR");
  }

  @Test
  void filesAreRemovedAndMoved() throws Exception {
    bora.write("f", "content");
    mkdir("d");
    assertThat(mv("f", "g")).isEqualTo("SRM_SUCCESS");
    assertThat(mv("f", "h")).isEqualTo("SRM_INVALID_PATH");
    assertThat(mv("g", "d")).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("d/g")).hasContent("content");
    bora.write("g", "other");
    assertThat(mv("g", "d/g")).isEqualTo("SRM_DUPLICATION_ERROR");
    assertThat(mv("g", "g")).isEqualTo("SRM_SUCCESS");
    assertThat(mv("d", "d/e")).isEqualTo("SRM_INVALID_PATH");
    assertThat(mv("g", "no/g")).isEqualTo("SRM_INVALID_PATH");
    assertThat(bora.root.resolve("g")).hasContent("other");
    assertThat(mv("d", "e")).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("e/g")).hasContent("content");

    List<Outcome> outcomes =
        bora.calls().rm(as(ALICE), new RmArgs(List.of(path("e/g"), path("none"), path("e"))));
    assertThat(outcomes)
        .extracting(Outcome::statusCode)
        .containsExactly("SRM_SUCCESS", "SRM_INVALID_PATH", "SRM_INVALID_PATH");
    assertThat(bora.root.resolve("e/g")).doesNotExist();
    assertThat(bora.held()).isZero();
  }

  @Test
  void aPutIsInvisibleUntilItIsDone() throws Exception {
    Submission put = bora.put(ALICE, TOverwriteMode.NEVER, 5L, 600, "f");
    Path upload = bora.turl(put);
    assertThat(bora.root.resolve("f")).doesNotExist();
    Files.writeString(upload, "12345");
    assertThat(list("f", ALICE))
        .singleElement()
        .satisfies(entry -> assertThat(entry.outcome().statusCode()).isEqualTo("SRM_FILE_BUSY"))
        .satisfies(entry -> assertThat(entry.size()).isEqualTo(5));
    assertThat(list("f", BOB)).singleElement().satisfies(e -> assertThat(e.size()).isNull());
    assertThat(bora.row(bora.put(BOB, "f")).state()).isEqualTo(FileState.QUEUED);

    assertThat(putDone(BOB, put)).isEqualTo("SRM_INVALID_REQUEST");
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("f")).hasContent("12345");
    assertThat(upload).doesNotExist();
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_SUCCESS");
    await(() -> list("f", ALICE).getFirst().checksumValue() != null);
    assertThat(list("f", ALICE).getFirst().checksumValue()).isEqualTo("02f80100");
  }

  @Test
  void linksAreLeftAlone() throws Exception {
    bora.write("f", "x");
    mkdir("d");
    Files.createSymbolicLink(bora.root.resolve("link"), bora.root.resolve("f"));
    Files.createSymbolicLink(bora.root.resolve("dlink"), Path.of("d"));
    assertThat(rm("link")).isEqualTo("SRM_INVALID_PATH");
    assertThat(mv("link", "g")).isEqualTo("SRM_INVALID_PATH");
    assertThat(rmdir("dlink", true)).isEqualTo("SRM_INVALID_PATH");
    assertThat(mkdir("dlink/e")).isEqualTo("SRM_INVALID_PATH");
    assertThat(rm("dlink/e")).isEqualTo("SRM_INVALID_PATH");
    assertThat(bora.root.resolve("link")).exists();
    assertThat(bora.held()).isZero();
  }

  @Test
  void aDirectoryThatBecameALinkDoesNotTakeTheUpload() throws Exception {
    mkdir("d");
    Submission put = bora.put(ALICE, "d/f");
    Files.writeString(bora.turl(put), "x");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.delete(bora.root.resolve("d"));
    Files.createSymbolicLink(bora.root.resolve("d"), outside);
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_INVALID_PATH");
    assertThat(outside).isEmptyDirectory();
    assertThat(bora.held()).isZero();
  }

  @Test
  void overwritingIsAsAsked() throws Exception {
    bora.write("f", "old");
    Submission never = bora.put(ALICE, "f");
    await(() -> bora.row(never).state().isFinal());
    assertThat(bora.row(never).status().name()).isEqualTo("SRM_DUPLICATION_ERROR");
    Submission same = bora.put(ALICE, TOverwriteMode.WHEN_FILES_ARE_DIFFERENT, 3L, 600, "f");
    await(() -> bora.row(same).state().isFinal());
    assertThat(bora.row(same).status().name()).isEqualTo("SRM_DUPLICATION_ERROR");
    Submission always = bora.put(ALICE, TOverwriteMode.ALWAYS, null, 600, "f");
    Files.writeString(bora.turl(always), "new");
    assertThat(bora.root.resolve("f")).hasContent("old");
    Submission second = bora.put(BOB, TOverwriteMode.ALWAYS, null, 600, "f");
    await(() -> bora.row(second).state().isFinal());
    assertThat(bora.row(second).status().name()).isEqualTo("SRM_FILE_BUSY");
    assertThat(putDone(ALICE, always)).isEqualTo("SRM_SUCCESS");
    assertThat(bora.root.resolve("f")).hasContent("new");
    assertThat(bora.held()).isZero();
  }

  @Test
  void aWrongSizeIsNotPublished() throws Exception {
    Submission put = bora.put(ALICE, TOverwriteMode.NEVER, 5L, 600, "f");
    Files.writeString(bora.turl(put), "123");
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_FAILURE");
    assertThat(bora.row(put).explanation()).isEqualTo("The upload has 3 bytes, 5 were promised");
    assertThat(bora.root.resolve("f")).doesNotExist();
    assertThat(bora.held()).isZero();
  }

  @Test
  void abortsLeaveNothing() throws Exception {
    Submission put = bora.put(ALICE, "f");
    Path upload = bora.turl(put);
    assertThat(abort(BOB, put)).isEqualTo("SRM_INVALID_REQUEST");
    assertThat(upload).exists();
    assertThat(abort(ALICE, put)).isEqualTo("SRM_SUCCESS");
    assertThat(upload).doesNotExist();
    assertThat(abort(ALICE, put)).isEqualTo("SRM_SUCCESS");
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_ABORTED");

    bora.write("g", "x");
    Submission get = bora.get(ALICE, 600, "g");
    assertThat(bora.turl(get)).hasContent("x");
    assertThat(bora.calls().abortFiles(as(ALICE), new AbortFilesArgs(get.token(), List.of(0, 7))))
        .extracting(Outcome::statusCode)
        .containsExactly("SRM_SUCCESS", "SRM_INVALID_PATH");
    assertThat(bora.held()).isZero();
  }

  @Test
  void aRemovalAbortsPutsAndPins() throws Exception {
    bora.write("f", "x");
    Submission get = bora.get(BOB, 600, "f");
    assertThat(bora.turl(get)).exists();
    Submission put = bora.put(ALICE, TOverwriteMode.ALWAYS, null, 600, "f");
    assertThat(bora.turl(put)).exists();
    assertThat(mv("f", "g")).isEqualTo("SRM_FILE_BUSY");
    assertThat(rm("f")).isEqualTo("SRM_SUCCESS");
    assertThat(bora.row(get).status().name()).isEqualTo("SRM_ABORTED");
    assertThat(bora.row(put).status().name()).isEqualTo("SRM_ABORTED");
    assertThat(rm("f")).isEqualTo("SRM_INVALID_PATH");
    assertThat(bora.held()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".bora/new/1.1", "a/../b"})
  void aPathThatIsNoneIsTheClientsMistake(String path) {
    BackendFixture.Submission put = bora.put(ALICE, path);
    await(() -> bora.row(put).state().isFinal());
    assertThat(bora.row(put).status()).isEqualTo(TStatusCode.SRM_INVALID_PATH);
    assertThat(bora.row(put).explanation()).doesNotContain("nternal");
    assertThat(bora.held()).isZero();
  }

  @Test
  void whatIsBeingUploadedKeepsItsDirectory() {
    mkdir("d");
    Submission put = bora.put(ALICE, "d/f");
    assertThat(bora.turl(put)).exists();
    assertThat(rmdir("d", false)).isEqualTo("SRM_NON_EMPTY_DIRECTORY");
    assertThat(rmdir("d", true)).isEqualTo("SRM_FILE_BUSY");
    assertThat(mv("d", "e")).isEqualTo("SRM_FILE_BUSY");
    assertThat(mkdir("d/f")).isEqualTo("SRM_DUPLICATION_ERROR");
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_SUCCESS");
    assertThat(rmdir("d", true)).isEqualTo("SRM_SUCCESS");
  }

  @Test
  void timeRunsOut() throws Exception {
    bora.write("g", "x");
    Submission put = bora.put(ALICE, TOverwriteMode.NEVER, null, 1, "f");
    Submission get = bora.get(ALICE, 1, "g");
    Path upload = bora.turl(put);
    await(() -> bora.row(put).state().isFinal() && bora.row(get).state().isFinal());
    assertThat(bora.row(put).status().name()).isEqualTo("SRM_FILE_LIFETIME_EXPIRED");
    assertThat(bora.row(get).status().name()).isEqualTo("SRM_RELEASED");
    assertThat(upload).doesNotExist();
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_FILE_LIFETIME_EXPIRED");
    assertThat(bora.held()).isZero();
  }

  @Test
  void aListingComesInPagesDepthFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      mkdir("d" + i);
      for (int j = 0; j < 7; j++) {
        bora.write("d" + i + "/f" + j, "x");
      }
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      LsPage page =
          bora.calls().ls(as(ALICE), new LsArgs(List.of(path("")), false, -1, 2, 4, cursor));
      page.entries().forEach(entry -> seen.add(entry.path()));
      cursor = page.cursor();
    } while (cursor != null);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.add("d" + i);
      for (int j = 0; j < 7; j++) {
        expected.add("d" + i + "/f" + j);
      }
    }
    assertThat(seen).isEqualTo(expected.subList(1, expected.size()));
    assertThat(list("nowhere", ALICE).getFirst().outcome().statusCode())
        .isEqualTo("SRM_INVALID_PATH");
  }

  @Test
  void severalPathsAreListedOneAfterTheOther() throws Exception {
    mkdir("d");
    bora.write("d/f", "x");
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      LsPage page =
          bora.calls()
              .ls(
                  as(ALICE),
                  new LsArgs(
                      List.of(path("d"), path("none"), path("d/f"), path("")),
                      false,
                      1,
                      0,
                      1,
                      cursor));
      page.entries().forEach(entry -> seen.add(entry.pathIndex() + ":" + entry.path()));
      cursor = page.cursor();
    } while (cursor != null);
    assertThat(seen).containsExactly("0:d", "0:d/f", "1:none", "2:d/f", "3:", "3:d");
  }

  @Test
  void oneOfManyPutsToAPathWins() throws Exception {
    List<Submission> puts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Submission>> submitted = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        submitted.add(threads.submit(() -> bora.put(ALICE, "f")));
      }
      for (Future<Submission> one : submitted) {
        puts.add(one.get());
      }
    }
    puts.forEach(put ->
        await(() -> bora.row(put).owner() == null && bora.row(put).state() != FileState.QUEUED));
    List<Submission> ready =
        puts.stream().filter(put -> bora.row(put).state() == FileState.READY).toList();
    assertThat(ready).hasSize(1);
    abort(ALICE, ready.getFirst());
    assertThat(bora.held()).isZero();
  }

  @Test
  void aRestartGoesOnWithWhatIsThere() throws Exception {
    Submission put = bora.put(ALICE, "f");
    Files.writeString(bora.turl(put), "x");
    bora.stop();
    Submission queued = bora.put(ALICE, "g");
    bora.start();
    assertThat(putDone(ALICE, put)).isEqualTo("SRM_SUCCESS");
    assertThat(bora.turl(queued)).exists();
    abort(ALICE, queued);
  }

  private String mkdir(String path) {
    return bora.calls().mkdir(as(ALICE), new MkdirArgs(path(path))).statusCode();
  }

  private String rmdir(String path, boolean recursive) {
    return bora.calls().rmdir(as(ALICE), new RmdirArgs(path(path), recursive)).statusCode();
  }

  private String rm(String path) {
    return bora.calls().rm(as(ALICE), new RmArgs(List.of(path(path)))).getFirst().statusCode();
  }

  private String mv(String from, String to) {
    return bora.calls().mv(as(ALICE), new MvArgs(path(from), path(to))).statusCode();
  }

  private String putDone(dev.bora.rpc.contract.Caller caller, Submission put) {
    return bora.calls()
        .putDone(as(caller), new PutDoneArgs(put.token(), List.of(0)))
        .getFirst()
        .statusCode();
  }

  private String abort(dev.bora.rpc.contract.Caller caller, Submission submission) {
    return bora.calls()
        .abortRequest(as(caller), new AbortRequestArgs(submission.token()))
        .statusCode();
  }

  private List<LsEntry> list(String path, dev.bora.rpc.contract.Caller caller) {
    return bora.calls()
        .ls(as(caller), new LsArgs(List.of(path(path)), true, 0, 0, 100, null))
        .entries();
  }
}
