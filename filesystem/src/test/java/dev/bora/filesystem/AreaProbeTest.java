// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AreaProbeTest {
  @ParameterizedTest
  @EnumSource(
      value = TestFileSystem.class,
      names = {"TMPFS", "EXT4", "XFS", "BTRFS"})
  void localFileSystemsHaveAll(TestFileSystem fileSystem) throws Exception {
    try (AreaFixture fixture = fileSystem.newArea()) {
      AreaReport report = AreaProbe.run(fixture.root());
      assertThat(report.gaps()).isEmpty();
      assertThat(report.usable()).isTrue();
      assertThat(report.fileSystem()).isEqualToIgnoringCase(fileSystem.name());
      assertThat(fixture.area().report()).isEqualTo(report);
      String[] left = fixture.root().resolve(".bora").toFile().list();
      assertThat(left).containsExactlyInAnyOrder("new", "taken");
    }
  }

  @Test
  void fileSystemWithoutAnythingIsRefused() {
    // proc has neither directories to make nor names to change.
    assertThatThrownBy(() -> StorageArea.open("x", Path.of("/proc/self"), AreaLimits.DEFAULT))
        .isInstanceOf(PosixException.class);
  }

  @Test
  void rootMustBeADirectory(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "x");
    assertThatThrownBy(() -> StorageArea.open("x", file, AreaLimits.DEFAULT))
        .isInstanceOfSatisfying(
            PosixException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.ENOTDIR));
    assertThatThrownBy(() -> StorageArea.open("x", directory.resolve("no"), AreaLimits.DEFAULT))
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void hiddenFolderThatIsALinkIsRefused(@TempDir Path directory) throws Exception {
    Path root = Files.createDirectory(directory.resolve("area"));
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.createSymbolicLink(root.resolve(".bora"), outside);
    assertThatThrownBy(() -> StorageArea.open("x", root, AreaLimits.DEFAULT))
        .isInstanceOf(PosixException.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void hiddenFolderOfAnotherUserIsRefused(@TempDir Path root) throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root may give folders away");
    Files.createDirectory(root.resolve(".bora"));
    TestFileSystem.run("chown", "43210", root.resolve(".bora").toString());
    assertThatThrownBy(() -> StorageArea.open("x", root, AreaLimits.DEFAULT))
        .isInstanceOf(AreaRefusedException.class)
        .hasMessageContaining("43210");
  }

  @Test
  void fatalGapsRefuse() {
    for (AreaGap gap : AreaGap.values()) {
      AreaReport report = new AreaReport("x", Set.of(gap), List.of());
      assertThat(report.usable()).isEqualTo(!gap.fatal());
    }
  }

  @Test
  void mountTableIsUnderstood() {
    MountTable table =
        MountTable.parse(
            List.of(
                "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
                "40 22 0:40 / /data\\040one rw - xfs /dev/vdb rw",
                "41 40 0:41 / /data\\040one/sub rw shared:7 master:3 - nfs4 server:/x rw",
                "42 22 0:42 / /data rw - tmpfs tmpfs rw"));
    assertThat(table.kindOf("/data one/x")).isEqualTo("xfs");
    assertThat(table.kindOf("/data one/sub")).isEqualTo("nfs4");
    assertThat(table.kindOf("/datax")).isEqualTo("ext4");
    assertThat(table.below("/data one")).containsExactly("/data one/sub");
    assertThat(table.below("/data")).isEmpty();
  }
}
