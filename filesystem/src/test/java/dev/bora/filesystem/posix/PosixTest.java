// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {
  @TempDir Path directory;

  private Descriptor open(Path path) throws PosixException {
    return Posix.open(RawName.of(path.toString()), Set.of(OpenFlag.READ_ONLY));
  }

  @Test
  void statusIsThatOfTheJdk() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "hello");
    Map<String, Object> expected =
        Files.readAttributes(file, "unix:ino,uid,gid,nlink,mode,lastModifiedTime");
    try (Descriptor descriptor = open(file)) {
      FileStatus status = Posix.status(descriptor);
      assertThat(status.inode()).isEqualTo(expected.get("ino"));
      assertThat(status.owner()).isEqualTo(expected.get("uid"));
      assertThat(status.group()).isEqualTo(expected.get("gid"));
      assertThat(status.links()).isEqualTo(expected.get("nlink"));
      assertThat(status.permissions()).isEqualTo((int) expected.get("mode") & 07777);
      assertThat(status.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
      assertThat(status.born().orElse(status.changed()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(status.size()).isEqualTo(5);
      assertThat(status.kind()).isEqualTo(FileKind.FILE);
    }
  }

  @Test
  void failuresHaveErrnoAndWording() {
    assertThatThrownBy(() -> open(directory.resolve("no")))
        .isInstanceOfSatisfying(
            PosixException.class,
            failure -> {
              assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
              assertThat(failure.operation()).isEqualTo("openat");
            })
        .hasMessage("openat " + directory.resolve("no") + ": No such file or directory");
    assertThat(Errno.of(4095)).isEqualTo(Errno.UNKNOWN);
  }

  @Test
  void renameWithoutReplacingKeepsWhatIsThere() throws Exception {
    Files.writeString(directory.resolve("a"), "a");
    Files.writeString(directory.resolve("b"), "b");
    try (Descriptor place = open(directory)) {
      assertThatThrownBy(
              () -> Posix.renameWithoutReplacing(place, RawName.of("a"), place, RawName.of("b")))
          .isInstanceOfSatisfying(
              PosixException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.EEXIST));
      Posix.rename(place, RawName.of("a"), place, RawName.of("b"));
    }
    assertThat(directory.resolve("b")).hasContent("a");
  }

  @Test
  void closedDescriptorIsNotUsedAgain() throws Exception {
    Descriptor descriptor = open(directory);
    descriptor.close();
    descriptor.close();
    assertThatThrownBy(() -> Posix.status(descriptor)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void attributesAreSetReadAndRemoved() throws Exception {
    try (Descriptor file = open(Files.writeString(directory.resolve("f"), "x"))) {
      assertThat(ExtendedAttributes.get(file, "user.bora.test")).isEmpty();
      ExtendedAttributes.set(file, "user.bora.test", new byte[] {0, 1, 2});
      assertThat(ExtendedAttributes.get(file, "user.bora.test").orElseThrow())
          .containsExactly(0, 1, 2);
      assertThat(ExtendedAttributes.getByPlace(file, "user.bora.test").orElseThrow())
          .containsExactly(0, 1, 2);
      ExtendedAttributes.set(file, "user.bora.test", new byte[0]);
      assertThat(ExtendedAttributes.get(file, "user.bora.test").orElseThrow()).isEmpty();
      ExtendedAttributes.remove(file, "user.bora.test");
      ExtendedAttributes.remove(file, "user.bora.test");
      assertThat(ExtendedAttributes.get(file, "user.bora.test")).isEmpty();
    }
  }

  @Test
  void accessListsAreThoseOfTheKernel() throws Exception {
    try (Descriptor file = open(Files.writeString(directory.resolve("f"), "x"))) {
      AccessControlList list =
          AccessControlList.ofMode(0640).withUser(43211, 6).withUser(-2, 4).withUser(43210, 7);
      assertThat(AccessControlList.parse(list.encode())).isEqualTo(list);
      list.setAccess(file);
      assertThat(AccessControlList.accessOf(file)).contains(list);
      assertThat(list.entries())
          .extracting(AclEntry::id)
          .containsExactly(-1, 43210, 43211, -2, -1, -1, -1);
      assertThat(Posix.status(file).permissions()).isEqualTo(0670);
      // A list that says no more than a mode becomes one.
      AccessControlList.ofMode(0604).setAccess(file);
      assertThat(AccessControlList.accessOf(file)).isEmpty();
      assertThat(Posix.status(file).permissions()).isEqualTo(0604);
    }
  }

  @Test
  void accessListsThatTheKernelWouldRefuseAreRefused() {
    AclEntry owner = new AclEntry(AclTag.OWNER, 7);
    AclEntry group = new AclEntry(AclTag.OWNING_GROUP, 7);
    AclEntry others = new AclEntry(AclTag.OTHERS, 7);
    AclEntry user = new AclEntry(AclTag.NAMED_USER, 5, 7);
    assertThatThrownBy(() -> new AccessControlList(List.of(owner, group)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AccessControlList(List.of(owner, group, others, user)))
        .hasMessageContaining("MASK");
    assertThatThrownBy(() -> new AclEntry(AclTag.NAMED_USER, 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AclEntry(AclTag.OWNER, 8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccessControlList.parse(new byte[] {1, 0, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccessControlList.parse(new byte[] {2, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void accountsAreThoseOfTheHost() throws Exception {
    LocalAccounts accounts = new LocalAccounts();
    assertThat(accounts.user("root")).contains(new UserAccount("root", 0, 0));
    assertThat(accounts.user(0)).contains(new UserAccount("root", 0, 0));
    assertThat(accounts.group("root")).contains(new GroupAccount("root", 0));
    assertThat(accounts.group(0)).contains(new GroupAccount("root", 0));
    assertThat(accounts.user("nobody at all")).isEmpty();
    assertThat(accounts.user(43_219_876)).isEmpty();
    assertThat(accounts.group(43_219_876)).isEmpty();
  }

  @Test
  void namesAreBytes() {
    byte[] bytes = {'a', (byte) 0xC3, '%'};
    RawName name = RawName.of(bytes);
    bytes[0] = 'b';
    assertThat(name).hasToString("a%C3%").isEqualTo(RawName.of(new byte[] {'a', (byte) 0xC3, '%'}));
    assertThat(name.utf8()).isEmpty();
    assertThat(RawName.of("é").utf8()).isEqualTo(Optional.of("é"));
    assertThat(RawName.of("é")).hasToString("é").isGreaterThan(RawName.of("z"));
    assertThat(RawName.of("a\n")).hasToString("a%0A");
    assertThatThrownBy(() -> RawName.of("a\u0000")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void directoriesAreReadWholeAndAgain() throws Exception {
    for (int index = 0; index < 3000; index++) {
      Files.createFile(directory.resolve("a-rather-long-name-" + index));
    }
    try (Descriptor place = open(directory)) {
      for (int round = 0; round < 2; round++) {
        String[] expected = directory.toFile().list();
        Arrays.sort(expected);
        try (DirectoryReader reader = new DirectoryReader(place)) {
          String[] seen = new String[expected.length];
          for (int index = 0; index < seen.length; index++) {
            seen[index] = reader.next().toString();
          }
          Arrays.sort(seen);
          assertThat(reader.next()).isNull();
          assertThat(seen).isEqualTo(expected);
        }
      }
    }
  }
}
