// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFileSystem.class)
class ListingTest {
  private static final AreaPath DIRECTORY = AreaPath.of("d");

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

  private void makeFiles(int count) throws IOException {
    try (Descriptor directory =
        Posix.open(
            RawName.of(fixture.root().resolve("d").toString()),
            Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY))) {
      for (int index = 0; index < count; index++) {
        makeFile(directory, RawName.of("file-" + Integer.toString(index * 7919 % 1_000_003, 36)));
      }
    }
  }

  private static void makeFile(Descriptor directory, RawName name) throws IOException {
    Posix.openAt(directory, name, Set.of(OpenFlag.CREATE, OpenFlag.WRITE_ONLY), 0644).close();
  }

  private static List<String> names(ListPage page) {
    return page.entries().stream().map(entry -> entry.name().toString()).toList();
  }

  @Test
  void pagesCoverEverythingOnceOnAnyBackend() throws Exception {
    makeFiles(2500);
    List<String> seen = new ArrayList<>();
    ListRequest request = ListRequest.first(300);
    try (StorageArea other = fileSystem.open(fixture.root())) {
      boolean first = true;
      while (true) {
        StorageArea backend = first ? fixture.area() : other;
        ListPage page = backend.reader().list(DIRECTORY, request);
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(300);
        seen.addAll(names(page));
        if (page.next().isEmpty()) {
          break;
        }
        request = request.continuedAt(page.next().get());
        first = !first;
      }
    }
    String[] expected = fixture.root().resolve("d").toFile().list();
    assertThat(expected).hasSize(2500);
    Arrays.sort(expected);
    assertThat(seen).containsExactly(expected);
  }

  @Test
  void entriesThatStayAreSeenOnceWhileOthersComeAndGo() throws Exception {
    for (int index = 10; index < 50; index++) {
      fixture.file("d/" + index, "x");
    }
    ListPage first = fixture.reader().list(DIRECTORY, ListRequest.first(10));
    fixture.file("d/05", "before the cursor");
    Files.delete(fixture.root().resolve("d/19"));
    fixture.file("d/195", "after it");
    ListPage second =
        fixture
            .reader()
            .list(DIRECTORY, ListRequest.first(10).continuedAt(first.next().orElseThrow()));
    assertThat(names(first)).startsWith("10").endsWith("19");
    assertThat(names(second)).startsWith("195", "20").endsWith("28");
  }

  @Test
  void skipCountsEntries() throws Exception {
    makeFiles(1000);
    List<String> all = names(fixture.reader().list(DIRECTORY, ListRequest.first(1000)));
    ListPage page =
        fixture.reader().list(DIRECTORY, new ListRequest(Optional.empty(), 990, 5, false));
    assertThat(names(page)).isEqualTo(all.subList(990, 995));
    assertThat(page.next()).isPresent();
    ListPage last =
        fixture.reader().list(DIRECTORY, new ListRequest(Optional.empty(), 995, 5, false));
    assertThat(names(last)).isEqualTo(all.subList(995, 1000));
    assertThat(last.next()).isEmpty();
    ListPage beyond =
        fixture.reader().list(DIRECTORY, new ListRequest(Optional.empty(), 1001, 5, false));
    assertThat(beyond.entries()).isEmpty();
  }

  @Test
  void namesOfAnyBytesAndOfFullLengthAreKept() throws Exception {
    byte[] longest = new byte[255];
    Arrays.fill(longest, (byte) 0xC3);
    List<RawName> made =
        List.of(
            RawName.of(" blank "),
            RawName.of("%41#?&"),
            RawName.of("new\nline"),
            RawName.of("é"),
            RawName.of(longest),
            RawName.of(new byte[] {(byte) 0xFF, 'x'}));
    try (Descriptor directory =
        Posix.open(
            RawName.of(fixture.root().resolve("d").toString()),
            Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY))) {
      for (RawName name : made) {
        makeFile(directory, name);
      }
    }
    ListPage page = fixture.reader().list(DIRECTORY, ListRequest.first(10));
    assertThat(page.entries())
        .extracting(ListedEntry::name)
        .containsExactlyElementsOf(made.stream().sorted().toList());
    for (RawName name : made) {
      AreaPath path = DIRECTORY.child(name);
      assertThat(fixture.reader().stat(path)).isPresent();
      HiddenName hidden = new HiddenName(7, made.indexOf(name));
      fixture.upload(hidden, "over");
      assertThat(fixture.creation().publish(hidden, path, Overwrite.ALWAYS))
          .isInstanceOf(PublishOutcome.Published.class);
      assertThat(fixture.reader().stat(path).orElseThrow().status().size()).isEqualTo(4);
      ObjectId id = ObjectId.of(fixture.reader().lookUp(path).orElseThrow());
      assertThat(fixture.removal().take(path, hidden, id)).isInstanceOf(TakeOutcome.Taken.class);
    }
    assertThat(fixture.reader().isEmptyDirectory(DIRECTORY)).isTrue();
  }

  @Test
  void detailsAreThoseOfTheEntryItself() throws Exception {
    fixture.file("d/f", "hello");
    TestFileSystem.run("chmod", "640", fixture.root().resolve("d/f").toString());
    Files.createSymbolicLink(fixture.root().resolve("d/l"), Path.of("f"));
    List<ListedEntry> entries =
        fixture.reader().list(DIRECTORY, new ListRequest(Optional.empty(), 0, 10, true)).entries();
    FileDetails file = entries.getFirst().details();
    assertThat(file.status().size()).isEqualTo(5);
    assertThat(file.ownerPermissions()).isEqualTo(6);
    assertThat(file.groupPermissions()).isEqualTo(4);
    assertThat(file.otherPermissions()).isZero();
    assertThat(file.owner()).isEqualTo(Files.getOwner(fixture.root().resolve("d/f")).getName());
    assertThat(file.status().modified())
        .isEqualTo(Files.getLastModifiedTime(fixture.root().resolve("d/f")).toInstant());
    assertThat(file.id()).isEqualTo(fixture.id("d/f"));
    assertThat(entries.getLast().details().status().kind()).isEqualTo(FileKind.LINK);
  }

  @Test
  void onlyDirectoriesAreListed() throws Exception {
    fixture.file("f", "x");
    assertThatThrownBy(() -> fixture.reader().list(AreaPath.of("f"), ListRequest.first(1)))
        .isInstanceOfSatisfying(
            PosixException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.ENOTDIR));
    assertThatThrownBy(() -> fixture.reader().list(AreaPath.of("no"), ListRequest.first(1)))
        .isInstanceOfSatisfying(
            PosixException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> fixture.reader().openFile(DIRECTORY))
        .isInstanceOf(PosixException.class);
    assertThat(fixture.reader().isEmptyDirectory(DIRECTORY)).isTrue();
    assertThat(fixture.reader().isEmptyDirectory(AreaPath.ROOT)).isFalse();
  }

  @Test
  void spaceIsThatOfTheFileSystem() throws Exception {
    assertThat(fixture.reader().space().total())
        .isEqualTo(Files.getFileStore(fixture.root()).getTotalSpace());
    assertThat(fixture.reader().space().available())
        .isBetween(1L, fixture.reader().space().total());
  }
}
