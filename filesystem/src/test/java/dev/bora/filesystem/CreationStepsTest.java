// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFileSystem.class)
class CreationStepsTest {
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

  @Test
  void uploadIsHiddenUntilPublished() throws Exception {
    fixture.directory("d");
    ObjectId id = fixture.upload(NAME, "hello");
    assertThat(fixture.exists("d/f")).isFalse();
    assertThat(fixture.creation().upload(NAME).orElseThrow().size()).isEqualTo(5);
    assertThat(fixture.publish(NAME, "d/f")).isEqualTo(new PublishOutcome.Published(id, 5));
    assertThat(fixture.content("d/f")).isEqualTo("hello");
    assertThat(fixture.sweep()).isEmpty();
    assertThat(fixture.creation().upload(NAME)).isEmpty();
  }

  @Test
  void creationDoesNotReplaceItsOwnEntry() throws Exception {
    fixture.upload(NAME, "hello");
    assertThat(fixture.creation().createUpload(NAME, Optional.empty()))
        .isInstanceOf(CreateOutcome.AlreadyThere.class);
    assertThat(fixture.creation().upload(NAME).orElseThrow().size()).isEqualTo(5);
  }

  @Test
  void withoutOverwriteNothingIsReplaced() throws Exception {
    fixture.file("f", "old");
    fixture.directory("d");
    fixture.upload(NAME, "new");
    assertThat(fixture.publish(NAME, "f")).isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.publish(NAME, "d")).isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.publish(NAME, "")).isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.content("f")).isEqualTo("old");
    assertThat(fixture.hidden(HiddenFolder.NEW, NAME)).isTrue();
  }

  @Test
  void overwriteReplacesAFileButNoDirectory() throws Exception {
    fixture.file("f", "old");
    fixture.directory("d");
    fixture.upload(NAME, "new");
    assertThat(fixture.creation().publish(NAME, AreaPath.of("d"), Overwrite.ALWAYS))
        .isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.creation().publish(NAME, AreaPath.of("f"), Overwrite.ALWAYS))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(fixture.content("f")).isEqualTo("new");
  }

  @Test
  void missingEndsAreToldApart() throws Exception {
    assertThat(fixture.publish(NAME, "f")).isInstanceOf(PublishOutcome.NoSource.class);
    fixture.upload(NAME, "x");
    assertThat(fixture.publish(NAME, "no/f")).isInstanceOf(PublishOutcome.NoParent.class);
    fixture.file("f", "old");
    assertThat(fixture.publish(NAME, "f/g")).isInstanceOf(PublishOutcome.NoParent.class);
    assertThat(fixture.hidden(HiddenFolder.NEW, NAME)).isTrue();
  }

  @Test
  void linksAreNotPublishedThroughNorOver() throws Exception {
    fixture.directory("d");
    Files.createSymbolicLink(fixture.root().resolve("l"), Path.of("d"));
    Files.createSymbolicLink(fixture.root().resolve("dangling"), Path.of("nowhere"));
    fixture.upload(NAME, "x");
    for (String target : new String[] {"l/f", "l", "dangling", "dangling/f"}) {
      for (Overwrite overwrite : Overwrite.values()) {
        assertThatThrownBy(() -> fixture.creation().publish(NAME, AreaPath.of(target), overwrite))
            .isInstanceOf(ContainmentException.class)
            .hasMessageContaining("symbolic link");
      }
    }
    assertThat(fixture.root().resolve("d")).isEmptyDirectory();
    assertThat(fixture.root().resolve("dangling")).isSymbolicLink();
  }

  @Test
  void directoryIsPublishedWithItsParentsMode() throws Exception {
    fixture.directory("d");
    Files.setPosixFilePermissions(
        fixture.root().resolve("d"), PosixFilePermissions.fromString("rwxrwx--x"));
    assertThat(fixture.creation().createDirectory(NAME, AreaPath.of("d")))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(fixture.publish(NAME, "d/sub")).isInstanceOf(PublishOutcome.Published.class);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(fixture.root().resolve("d/sub"))))
        .isEqualTo("rwxrwx--x");
    HiddenName second = new HiddenName(8, 1);
    fixture.creation().createDirectory(second, AreaPath.of("d"));
    assertThat(fixture.publish(second, "d/sub")).isInstanceOf(PublishOutcome.TargetExists.class);
    assertThat(fixture.creation().discardUpload(second)).isEqualTo(HiddenRemoval.OTHER_KIND);
    assertThat(fixture.creation().discardDirectory(second)).isEqualTo(HiddenRemoval.REMOVED);
    assertThat(fixture.creation().createDirectory(second, AreaPath.of("no")))
        .isInstanceOf(CreateOutcome.NoParent.class);
    assertThat(fixture.sweep()).isEmpty();
  }

  @Test
  void groupAndSetGroupIdPassToWhatIsPublished() throws Exception {
    assumeTrue(
        dev.bora.filesystem.posix.Posix.effectiveUser() == 0, "only root may choose any group");
    fixture.directory("d");
    TestFileSystem.run("chgrp", "4321", fixture.root().resolve("d").toString());
    TestFileSystem.run("chmod", "2775", fixture.root().resolve("d").toString());
    fixture.upload(NAME, "x");
    fixture.publish(NAME, "d/f");
    HiddenName directory = new HiddenName(8, 1);
    fixture.creation().createDirectory(directory, AreaPath.of("d"));
    fixture.publish(directory, "d/sub");
    assertThat(stat("d/f")).isEqualTo("4321 644");
    assertThat(stat("d/sub")).isEqualTo("4321 2775");
  }

  private String stat(String path) throws Exception {
    return TestFileSystem.run("stat", "-c", "%g %a", fixture.root().resolve(path).toString())
        .strip();
  }

  @Test
  void discardIsRepeatable() throws Exception {
    fixture.upload(NAME, "x");
    assertThat(fixture.creation().discardUpload(NAME)).isEqualTo(HiddenRemoval.REMOVED);
    assertThat(fixture.creation().discardUpload(NAME)).isEqualTo(HiddenRemoval.ABSENT);
  }

  @Test
  void sealIsRepeatableAndTellsTheSize() throws Exception {
    fixture.upload(NAME, "hello");
    for (int round = 0; round < 2; round++) {
      assertThat(fixture.creation().seal(NAME, AreaPath.of("f")).orElseThrow().size()).isEqualTo(5);
    }
    assertThat(fixture.creation().seal(new HiddenName(99, 1), AreaPath.of("f"))).isEmpty();
  }
}
