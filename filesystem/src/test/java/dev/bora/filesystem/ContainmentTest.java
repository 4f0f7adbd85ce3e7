// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFileSystem.class)
class ContainmentTest {
  private static final int ROUNDS = 3000;

  @Parameter TestFileSystem fileSystem;
  private AreaFixture fixture;
  private Map<String, String> outsideBefore;

  @BeforeEach
  void open() throws Exception {
    fixture = fileSystem.newArea();
    Files.writeString(fixture.outside().resolve("secret"), "secret");
    Files.createDirectory(fixture.outside().resolve("sub"));
    Files.writeString(fixture.outside().resolve("sub/secret"), "secret");
    outsideBefore = outside();
  }

  @AfterEach
  void close() throws Exception {
    assertThat(outside()).isEqualTo(outsideBefore);
    fixture.close();
  }

  /** Every path outside, with its inode, mode, owner and the times of its last changes. */
  private Map<String, String> outside() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(fixture.outside())) {
      for (Path path : paths.toList()) {
        found.put(
            path.toString(),
            Files.readAttributes(path, "unix:ino,mode,uid,gid,size,ctime,lastModifiedTime")
                .toString());
      }
    }
    return found;
  }

  private void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(fixture.root().resolve(path), target);
  }

  @Test
  void linksThatLeadOutsideAreRefused() throws Exception {
    fixture.directory("d");
    link("absolute", fixture.outside());
    link("relative", Path.of("../outside"));
    link("d/deeper", Path.of("../../outside"));
    link("chain", Path.of("relative"));
    link("proc", Path.of("/proc/self/root"));
    link("self", Path.of("/proc/self/cwd"));
    for (String path : new String[] {"absolute", "relative", "d/deeper", "chain", "proc", "self"}) {
      for (String below : new String[] {path, path + "/secret", path + "/sub/secret"}) {
        assertRefused(AreaPath.of(below));
      }
    }
  }

  private void assertRefused(AreaPath path) {
    assertThatThrownBy(() -> fixture.reader().stat(path)).isInstanceOf(ContainmentException.class);
    assertThatThrownBy(() -> fixture.reader().openFile(path))
        .isInstanceOf(ContainmentException.class);
    assertThatThrownBy(() -> fixture.reader().list(path, ListRequest.first(10)))
        .isInstanceOf(ContainmentException.class);
    assertThatThrownBy(() -> fixture.area().checksums().compute(path, () -> true))
        .isInstanceOf(ContainmentException.class);
    ObjectId any = new ObjectId(1, 0);
    assertThatThrownBy(() -> fixture.removal().take(path, new HiddenName(5, 1), any))
        .isInstanceOf(ContainmentException.class);
  }

  @Test
  void linksInsideAreFollowedByReadsOnly() throws Exception {
    fixture.directory("d/e");
    fixture.file("d/e/f", "inside");
    link("l", Path.of("d/e"));
    link("d/up", Path.of("../d/e/f"));
    assertThat(fixture.reader().stat(AreaPath.of("l/f")).orElseThrow().status().size())
        .isEqualTo(6);
    assertThat(fixture.reader().stat(AreaPath.of("d/up")).orElseThrow().status().kind())
        .isEqualTo(FileKind.FILE);
    assertThat(fixture.reader().list(AreaPath.of("l"), ListRequest.first(10)).entries()).hasSize(1);
    assertThatThrownBy(() -> fixture.reader().lookUp(AreaPath.of("l/f")))
        .isInstanceOf(ContainmentException.class);
    assertThat(fixture.reader().lookUp(AreaPath.of("l")).orElseThrow().kind())
        .isEqualTo(FileKind.LINK);
  }

  @Test
  void loopsAndDanglingLinksAreNoWayIn() throws Exception {
    link("loop", Path.of("loop"));
    link("dangling", Path.of("nothing"));
    assertThatThrownBy(() -> fixture.reader().stat(AreaPath.of("loop")))
        .isInstanceOf(ContainmentException.class);
    assertThat(fixture.reader().stat(AreaPath.of("dangling"))).isEmpty();
    assertThat(fixture.reader().stat(AreaPath.of("nothing/at/all"))).isEmpty();
  }

  @Test
  void hiddenFolderIsNeitherListedNorReachedThroughLinks() throws Exception {
    fixture.upload(new HiddenName(7, 1), "half");
    fixture.directory("d");
    link("hidden", Path.of(".bora"));
    link("new", Path.of(".bora/new"));
    link("d/upload", Path.of("../.bora/new/7.1"));
    link("root", Path.of("."));
    for (String path :
        new String[] {
          "hidden",
          "hidden/new/7.1",
          "new",
          "new/7.1",
          "d/upload",
          "root/.bora/new/7.1",
          "root/.bora"
        }) {
      assertThatThrownBy(() -> fixture.reader().stat(AreaPath.of(path)))
          .as(path)
          .isInstanceOf(ContainmentException.class)
          .hasMessageContaining("reserved");
      assertThatThrownBy(() -> fixture.reader().openFile(AreaPath.of(path)))
          .isInstanceOf(ContainmentException.class);
      assertThatThrownBy(() ->
              fixture.removal().take(AreaPath.of(path), new HiddenName(5, 1), new ObjectId(1, 0)))
          .isInstanceOf(ContainmentException.class);
    }
    for (AreaPath path : new AreaPath[] {AreaPath.ROOT, AreaPath.of("root")}) {
      assertThat(fixture.reader().list(path, ListRequest.first(10)).entries())
          .extracting(entry -> entry.name().toString())
          .containsExactly("d", "hidden", "new", "root");
    }
    assertThat(fixture.content(".bora/new/7.1")).isEqualTo("half");
  }

  @Test
  void mountPointsAreReportedAndNothingChangesThere() throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root may mount");
    ObjectId id = fixture.directory("m");
    Path point = fixture.root().resolve("m");
    TestFileSystem.run("mount", "--bind", fixture.outside().toString(), point.toString());
    try {
      AreaReport report = AreaProbe.run(fixture.root());
      assertThat(report.mountPointsBelow()).containsExactly(point.toString());
      assertThat(report.gaps()).contains(AreaGap.MOUNT_POINTS_BELOW);
      assertThat(report.usable()).isTrue();
      HiddenName name = new HiddenName(7, 1);
      fixture.upload(name, "x");
      assertThatThrownBy(() -> fixture.publish(name, "m/f"))
          .isInstanceOf(ContainmentException.class)
          .hasMessageContaining("another file system");
      assertThatThrownBy(
              () -> fixture.creation().createDirectory(new HiddenName(8, 1), AreaPath.of("m")))
          .isInstanceOf(ContainmentException.class);
      assertThatThrownBy(
              () -> fixture.removal().take(AreaPath.of("m/secret"), new HiddenName(9, 1), id))
          .isInstanceOf(ContainmentException.class);
    } finally {
      TestFileSystem.run("umount", point.toString());
    }
  }

  @Test
  void directorySwappedForALinkLeadsNowhere() throws Exception {
    Path place = fixture.root().resolve("d");
    Path aside = fixture.root().resolve("aside");
    Path bait = fixture.root().resolve("bait");
    Files.createDirectory(place);
    Files.writeString(place.resolve("secret"), "in");
    Files.createSymbolicLink(bait, fixture.outside());
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                boolean swapped =
                    place.toFile().renameTo(aside.toFile())
                        && bait.toFile().renameTo(place.toFile());
                boolean back =
                    place.toFile().renameTo(bait.toFile())
                        && aside.toFile().renameTo(place.toFile());
                if (!swapped || !back) {
                  throw new IllegalStateException("the swapping went wrong");
                }
              }
            });
    int refused = 0;
    int done = 0;
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        for (boolean worked : new boolean[] {read(), put(round), remove(round), list()}) {
          if (worked) {
            done++;
          } else {
            refused++;
          }
        }
      }
    } finally {
      swapper.interrupt();
      swapper.join();
    }
    // Else the race did not take place.
    assertThat(refused).isPositive();
    assertThat(done).isPositive();
  }

  private boolean read() throws IOException {
    try {
      Optional<FileDetails> found = fixture.reader().stat(AreaPath.of("d/secret"));
      // "in" has two bytes, "secret" six.
      found.ifPresent(details -> assertThat(details.status().size()).isEqualTo(2));
      return found.isPresent();
    } catch (ContainmentException refused) {
      return false;
    }
  }

  private boolean list() throws IOException {
    try {
      ListPage page = fixture.reader().list(AreaPath.of("d"), ListRequest.first(1000));
      assertThat(page.entries()).noneMatch(entry -> entry.name().toString().equals("sub"));
      return true;
    } catch (ContainmentException refused) {
      return false;
    } catch (PosixException missing) {
      return false;
    }
  }

  private boolean put(int round) throws IOException {
    HiddenName name = new HiddenName(round, 1);
    fixture.creation().createUpload(name, Optional.empty());
    try {
      return fixture.publish(name, "d/f" + round) instanceof PublishOutcome.Published;
    } catch (ContainmentException refused) {
      return false;
    }
  }

  private boolean remove(int round) throws IOException {
    HiddenName name = new HiddenName(round, 1);
    try {
      boolean taken =
          switch (fixture.removal().take(AreaPath.of("d/f" + round), name, new ObjectId(1, 0))) {
            case TakeOutcome.Taken _, TakeOutcome.TakenOther _ -> true;
            case TakeOutcome.NotFound _, TakeOutcome.Blocked _ -> false;
          };
      TakeOutcome bait =
          fixture.removal().take(AreaPath.of("d/sub"), name.withClaim(2), new ObjectId(1, 0));
      assertThat(bait).isInstanceOf(TakeOutcome.NotFound.class);
      return taken;
    } catch (ContainmentException refused) {
      return false;
    }
  }
}
