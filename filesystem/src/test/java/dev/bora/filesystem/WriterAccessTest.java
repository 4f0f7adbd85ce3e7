// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.filesystem.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who can write an upload, tried as other users. */
@ParameterizedClass
@EnumSource(TestFileSystem.class)
class WriterAccessTest {
  private static final LocalIdentity WRITER = new LocalIdentity(43210, 43210);
  private static final int STRANGER = 43211;
  private static final HiddenName NAME = new HiddenName(7, 1);

  @Parameter TestFileSystem fileSystem;
  private AreaFixture fixture;
  private Path upload;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root may act as other users");
    fixture = fileSystem.newArea();
    fixture.directory("d");
    upload = fixture.root().resolve(CreationSteps.uploadPath(NAME));
  }

  @AfterEach
  void close() throws Exception {
    if (fixture != null) {
      fixture.close();
    }
  }

  private boolean can(int uid, String command, Path path) throws Exception {
    String[] arguments = {
      "setpriv",
      "--reuid",
      "" + uid,
      "--regid",
      "" + uid,
      "--clear-groups",
      "sh",
      "-c",
      command,
      "sh",
      path.toString()
    };
    try {
      TestFileSystem.run(arguments);
      return true;
    } catch (IOException refused) {
      assertThat(refused)
          .hasMessageMatching("(?s).*([Pp]ermission denied|Operation not permitted).*");
      return false;
    }
  }

  private boolean canWrite(int uid, Path path) throws Exception {
    return can(uid, "printf x >> \"$1\"", path);
  }

  private boolean canRead(int uid, Path path) throws Exception {
    return can(uid, "cat \"$1\"", path);
  }

  private void createAndPublish(String target) throws Exception {
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(canWrite(WRITER.uid(), upload)).isTrue();
    assertThat(fixture.publish(NAME, target))
        .isInstanceOfSatisfying(
            PublishOutcome.Published.class, published -> assertThat(published.size()).isEqualTo(1));
  }

  @Test
  void writerAndNobodyElseWritesAnUpload() throws Exception {
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(canWrite(WRITER.uid(), upload)).isTrue();
    assertThat(canRead(WRITER.uid(), upload)).isTrue();
    assertThat(canWrite(STRANGER, upload)).isFalse();
    assertThat(canRead(STRANGER, upload)).isFalse();
    fixture.creation().seal(NAME, AreaPath.of("d/f"));
    assertThat(canWrite(WRITER.uid(), upload)).isFalse();
  }

  @Test
  void hiddenFoldersAreNotListedToOthers() throws Exception {
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(can(WRITER.uid(), "ls \"$1\"", upload.getParent())).isFalse();
    assertThat(can(WRITER.uid(), "rm -f \"$1\"", upload)).isFalse();
    assertThat(can(WRITER.uid(), "> \"$1/x\"", upload.getParent())).isFalse();
    assertThat(can(WRITER.uid(), "ls \"$1\"", fixture.root().resolve(".bora/taken"))).isFalse();
  }

  @Test
  void publishedFileIsNotWrittenAgain() throws Exception {
    createAndPublish("d/f");
    Path published = fixture.root().resolve("d/f");
    assertThat(canWrite(WRITER.uid(), published)).isFalse();
    assertThat(canWrite(STRANGER, published)).isFalse();
    assertThat(canRead(WRITER.uid(), published)).isTrue();
  }

  @Test
  void uploadIsItsWritersUntilItIsSealed() throws Exception {
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(ownerAndMode(upload)).startsWith("43210 43210 ");
    // What an owner may do, and a seal must undo.
    assertThat(can(WRITER.uid(), "chmod 777 \"$1\"", upload)).isTrue();
    fixture.creation().seal(NAME, AreaPath.of("d/f"));
    assertThat(ownerAndMode(upload)).isEqualTo("0 0 644");
    assertThat(canWrite(WRITER.uid(), upload)).isFalse();
    assertThat(canWrite(STRANGER, upload)).isFalse();
  }

  @Test
  void publishedFileIsBorasEvenIfNobodyHasSealedIt() throws Exception {
    createAndPublish("d/f");
    Path published = fixture.root().resolve("d/f");
    assertThat(ownerAndMode(published)).isEqualTo("0 0 644");
    assertThat(can(WRITER.uid(), "chmod 777 \"$1\"", published)).isFalse();
  }

  @Test
  void groupOfADirectoryIsPassedOnWhereItSaysSo() throws Exception {
    String directory = fixture.root().resolve("d").toString();
    TestFileSystem.run("chgrp", "43299", directory);
    TestFileSystem.run("chmod", "2755", directory);
    createAndPublish("d/f");
    assertThat(ownerAndMode(fixture.root().resolve("d/f"))).isEqualTo("0 43299 644");
  }

  @Test
  void whereFilesCannotBeGivenAwayAnEntryLetsTheWriterIn() throws Exception {
    assumeTrue(fileSystem.hasExtras(), "this area works without ACLs");
    fixture.close();
    AreaFeatures keeping = new AreaFeatures(true, true, true, false);
    fixture =
        new AreaFixture(
            fixture.base(),
            fixture.root(),
            fixture.outside(),
            StorageArea.open("test", fixture.root(), AreaLimits.DEFAULT, keeping));
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(ownerAndMode(upload)).startsWith("0 0 ");
    assertThat(canWrite(WRITER.uid(), upload)).isTrue();
    assertThat(canWrite(STRANGER, upload)).isFalse();
    fixture.creation().seal(NAME, AreaPath.of("d/f"));
    assertThat(canWrite(WRITER.uid(), upload)).isFalse();
  }

  private static String ownerAndMode(Path path) throws Exception {
    return TestFileSystem.run("stat", "-c", "%u %g %a", path.toString()).strip();
  }

  @Test
  void directoriesThatOthersMayNotReadGiveFilesThatTheyMayNotRead() throws Exception {
    TestFileSystem.run("chmod", "711", fixture.root().resolve("d").toString());
    createAndPublish("d/f");
    assertThat(canRead(STRANGER, fixture.root().resolve("d/f"))).isFalse();
  }

  @Test
  void defaultListRulesWhatIsPublished() throws Exception {
    assumeTrue(fileSystem.hasExtras(), "this area works without ACLs");
    Path directory = fixture.root().resolve("d");
    TestFileSystem.run(
        "setfacl",
        "-d",
        "-m",
        "u::rwx,g::r-x,o::---,u:43211:rwx,u:43210:r-x",
        directory.toString());
    createAndPublish("d/f");
    Path published = directory.resolve("f");
    assertThat(canWrite(WRITER.uid(), published)).isFalse();
    assertThat(canRead(WRITER.uid(), published)).isTrue();
    assertThat(canWrite(STRANGER, published)).isTrue();
    assertThat(canRead(43212, published)).isFalse();
    // As the kernel does it for a file that is created there.
    Path reference = directory.resolve("reference");
    TestFileSystem.run("touch", reference.toString());
    assertThat(list(published)).isEqualTo(list(reference));
  }

  @Test
  void newDirectoryHasTheListsThatTheKernelWouldGiveIt() throws Exception {
    assumeTrue(fileSystem.hasExtras(), "this area works without ACLs");
    Path directory = fixture.root().resolve("d");
    TestFileSystem.run(
        "setfacl",
        "-d",
        "-m",
        "u::rwx,g::r-x,o::---,u:43211:rwx,g:43210:r-x",
        directory.toString());
    fixture.creation().createDirectory(NAME, AreaPath.of("d"));
    fixture.publish(NAME, "d/sub");
    Path reference = directory.resolve("reference");
    TestFileSystem.run("mkdir", reference.toString());
    assertThat(list(directory.resolve("sub"))).isEqualTo(list(reference));
  }

  private static String list(Path path) throws Exception {
    return TestFileSystem.run("getfacl", "--omit-header", "-n", "-p", path.toString());
  }

  @Test
  void defaultListOfTheRootDoesNotReachTheHiddenFolders() throws Exception {
    assumeTrue(fileSystem.hasExtras(), "this area works without ACLs");
    fixture.close();
    TestFileSystem.run("rm", "-r", fixture.root().resolve(".bora").toString());
    TestFileSystem.run("setfacl", "-d", "-m", "u:43211:rwx", fixture.root().toString());
    fixture =
        new AreaFixture(
            fixture.base(), fixture.root(), fixture.outside(), fileSystem.open(fixture.root()));
    fixture.creation().createUpload(NAME, Optional.of(WRITER));
    assertThat(canWrite(STRANGER, upload)).isFalse();
    assertThat(canWrite(WRITER.uid(), upload)).isTrue();
    assertThat(can(STRANGER, "ls \"$1\"", upload.getParent())).isFalse();
  }
}
