// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Outcome;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories and files, without their contents. */
public abstract class NameSpaceTests extends DeployedTests {

  protected NameSpaceTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @Test
  void ping() throws Exception {
    assertThat(aliceSrm.call(new SrmPingRequest(null), SrmPingResponse.class).versionInfo())
        .isEqualTo("v2.2");
  }

  @Test
  void mkdirMakesADirectory() {
    alice.run("gfal-mkdir", surl("new")).succeeded();
    assertThat(disk("new")).isDirectory();
  }

  @Test
  void mkdirOfWhatIsThereFails() throws Exception {
    Files.createDirectory(disk("there"));
    assertThat(alice.run("gfal-mkdir", surl("there")).failed().exit()).isEqualTo(17);
    assertThat(mkdir(path("there"))).isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
    alice.run("gfal-mkdir", "-p", surl("there")).succeeded();
  }

  @Test
  void mkdirMakesParents() throws Exception {
    assertThat(mkdir(path("a/b/c"))).isEqualTo(TStatusCode.SRM_INVALID_PATH);
    alice.run("gfal-mkdir", "-p", surl("a/b/c")).succeeded();
    assertThat(disk("a/b/c")).isDirectory();
    alice.run("arcmkdir", "-p", surl("d/e/f")).succeeded();
    assertThat(disk("d/e/f")).isDirectory();
  }

  @Test
  void listOfAFile() throws Exception {
    Files.write(disk("file"), new byte[1234]);
    assertThat(alice.run("gfal-ls", "-l", surl("file")).succeeded().lines())
        .singleElement()
        .asString()
        .startsWith("-")
        .contains(" 1234 ");
    assertThat(alice.run("gfal-stat", surl("file")).succeeded().output())
        .contains("Size: 1234", "regular file");
    assertThat(alice.run("arcls", "-l", surl("file")).succeeded().output()).contains("1234");
  }

  @Test
  void listOfADirectory() throws Exception {
    Files.createDirectory(disk("sub"));
    Files.write(disk("file"), new byte[5]);
    Files.writeString(disk("sub/below"), "not listed");
    assertThat(alice.run("gfal-ls", surl("")).succeeded().lines())
        .containsExactlyInAnyOrder("sub", "file");
    assertThat(alice.run("arcls", surl("")).succeeded().lines())
        .containsExactlyInAnyOrder("sub", "file");
    assertThat(alice.run("gfal-ls", "-ld", surl("")).succeeded().output()).startsWith("d");
  }

  @Test
  void listOverHttps() throws Exception {
    Files.write(disk("file"), new byte[5]);
    String tls = surl("").replace("/srm/managerv2", ";protocol=tls/srm/managerv2");
    assertThat(alice.run("arcls", tls).succeeded().lines()).containsExactly("file");
  }

  @Test
  void listIsRecursive() throws Exception {
    Files.createDirectories(disk("a/b/c"));
    Files.write(disk("a/one"), new byte[1]);
    Files.write(disk("a/b/two"), new byte[2]);
    Files.write(disk("a/b/c/three"), new byte[3]);
    assertThat(names(list(path(""), true, 0).getFirst()))
        .containsExactlyInAnyOrder(
            path(""),
            path("a"),
            path("a/one"),
            path("a/b"),
            path("a/b/two"),
            path("a/b/c"),
            path("a/b/c/three"));
    assertThat(names(list(path(""), false, 2).getFirst()))
        .containsExactlyInAnyOrder(path(""), path("a"), path("a/one"), path("a/b"));
  }

  @Test
  void listOfThousands() throws Exception {
    List<String> names =
        IntStream.range(0, 2500).mapToObj("file-%04d"::formatted).sorted().toList();
    for (String name : names) {
      Files.createFile(disk(name));
    }
    assertThat(alice.run("gfal-ls", surl("")).succeeded().lines().stream().sorted())
        .isEqualTo(names);
    assertThat(alice.run("arcls", surl("")).succeeded().lines().stream().sorted()).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two words", "per%cent", "a+b", "a&b<c>", "hash#tag", "question?mark", "größe"})
  void namesAreTakenAsTheyAre(String name) throws Exception {
    assertThat(mkdir(path(name))).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk(name)).isDirectory();
    if (name.chars().allMatch(character -> character < 128)) {
      // gfal-ls cannot show other names, whatever the server.
      assertThat(alice.run("gfal-ls", surl("")).succeeded().lines()).containsExactly(name);
    }
    assertThat(names(list(path(""), true, 0).getFirst()))
        .containsExactlyInAnyOrder(path(""), path(name));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (List<String> command :
        List.of(
            List.of("gfal-ls", surl("none")),
            List.of("gfal-stat", surl("none/at/all")),
            List.of("gfal-rename", surl("none"), surl("some")))) {
      Outcome outcome = alice.run(command.toArray(String[]::new)).failed();
      assertThat(outcome.exit()).as(outcome::toString).isEqualTo(2);
      assertThat(outcome.all()).contains("No such file or directory");
    }
    Outcome removal = alice.run("gfal-rm", surl("none")).failed();
    assertThat(removal.exit()).isEqualTo(2);
    assertThat(removal.all()).contains("MISSING");
  }

  @Test
  void renameOfFilesAndDirectories() throws Exception {
    Files.writeString(disk("file"), "contents");
    alice.run("gfal-rename", surl("file"), surl("other")).succeeded();
    assertThat(disk("other")).hasContent("contents");
    assertThat(disk("file")).doesNotExist();

    Files.createDirectory(disk("sub"));
    // ARC compares host and port of the two.
    String directory = surl("");
    alice.run("arcrename", directory + "/other", directory + "/sub/third").succeeded();
    assertThat(disk("sub/third")).hasContent("contents");

    alice.run("gfal-rename", surl("sub"), surl("moved")).succeeded();
    assertThat(disk("moved/third")).hasContent("contents");
    assertThat(disk("sub")).doesNotExist();
  }

  @Test
  void renameReplacesNothing() throws Exception {
    Files.writeString(disk("one"), "1");
    Files.writeString(disk("two"), "2");
    assertThat(alice.run("gfal-rename", surl("one"), surl("two")).failed().exit()).isEqualTo(17);
    assertThat(disk("one")).hasContent("1");
    assertThat(disk("two")).hasContent("2");
  }

  @Test
  void directoryIsNotMovedIntoItself() throws Exception {
    Files.createDirectories(disk("a/b"));
    alice.run("gfal-rename", surl("a"), surl("a/b/c")).failed();
    assertThat(disk("a/b")).isDirectory();
  }

  @Test
  void chmodIsNotSupported() throws Exception {
    Files.createFile(disk("file"));
    Outcome change = alice.run("gfal-chmod", "600", surl("file")).failed();
    assertThat(change.exit()).isEqualTo(95);
    assertThat(change.all()).containsIgnoringCase("not supported");
  }

  @Test
  void rmRemovesFiles() throws Exception {
    Files.createFile(disk("one"));
    Files.createFile(disk("two"));
    alice.run("gfal-rm", surl("one")).succeeded();
    alice.run("arcrm", surl("two")).succeeded();
    assertThat(disk("one")).doesNotExist();
    assertThat(disk("two")).doesNotExist();
  }

  @Test
  void rmRemovesNoDirectory() throws Exception {
    Files.createDirectory(disk("sub"));
    alice.run("gfal-rm", surl("sub")).failed();
    assertThat(disk("sub")).isDirectory();
  }

  @Test
  void rmdirRemovesEmptyDirectoriesOnly() throws Exception {
    Files.createDirectory(disk("sub"));
    Files.createFile(disk("sub/file"));
    assertThat(rmdir("sub", null)).isEqualTo(TStatusCode.SRM_NON_EMPTY_DIRECTORY);
    assertThat(disk("sub/file")).exists();
    Files.delete(disk("sub/file"));
    assertThat(rmdir("sub", false)).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("sub")).doesNotExist();
  }

  @Test
  void rmdirIsRecursiveWhenAsked() throws Exception {
    Files.createDirectories(disk("a/b/c"));
    Files.createFile(disk("a/b/file"));
    assertThat(rmdir("a", true)).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("a")).doesNotExist();
  }

  @Test
  void gfalRemovesTrees() throws Exception {
    Files.createDirectories(disk("a/b/c"));
    for (int i = 0; i < 5; i++) {
      Files.createFile(disk("a/b/file" + i));
      Files.createFile(disk("a/b/c/file" + i));
    }
    alice.run("gfal-rm", "-r", surl("a")).succeeded();
    assertThat(disk("a")).doesNotExist();
  }

  private TStatusCode rmdir(String name, Boolean recursive) throws IOException {
    return aliceSrm
        .call(new SrmRmdirRequest(null, surl(name), null, recursive), SrmRmdirResponse.class)
        .returnStatus()
        .statusCode();
  }

  private List<TMetaDataPathDetail> list(String path, boolean allLevels, int levels)
      throws IOException {
    SrmLsResponse answer =
        aliceSrm.call(
            new SrmLsRequest(
                null,
                List.of(deployment.surl(path)),
                null,
                null,
                true,
                allLevels ? true : null,
                allLevels ? null : levels,
                null,
                null),
            SrmLsResponse.class);
    assertThat(answer.returnStatus().statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    return requireNonNull(answer.details());
  }

  private static List<String> names(TMetaDataPathDetail detail) {
    List<TMetaDataPathDetail> below = detail.arrayOfSubPaths();
    return Stream.concat(
            Stream.of(detail.path().replaceAll("/$", "")),
            below == null ? Stream.empty() : below.stream().flatMap(each -> names(each).stream()))
        .toList();
  }
}
