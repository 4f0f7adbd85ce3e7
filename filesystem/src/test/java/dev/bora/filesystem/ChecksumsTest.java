// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bora.filesystem.Checksums.Outcome.Changed;
import dev.bora.filesystem.Checksums.Outcome.Computed;
import dev.bora.filesystem.Checksums.Outcome.NoFile;
import dev.bora.filesystem.Checksums.Outcome.Stopped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFileSystem.class)
class ChecksumsTest {
  private static final AreaPath FILE = AreaPath.of("f");

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

  private Optional<String> stored() throws Exception {
    return fixture.reader().stat(FILE).orElseThrow().adler32();
  }

  @Test
  void isComputedAndKeptWithZerosInFront() throws Exception {
    fixture.file("f", "");
    assertThat(fixture.area().checksums().compute(FILE, () -> true))
        .isEqualTo(new Computed("00000001", fileSystem.hasExtras()));
    assertThat(stored())
        .isEqualTo(fileSystem.hasExtras() ? Optional.of("00000001") : Optional.empty());
  }

  @Test
  void coversFilesLargerThanTheBuffer() throws Exception {
    byte[] content = new byte[3_000_001];
    new Random(42).nextBytes(content);
    Files.write(fixture.root().resolve("f"), content);
    Adler32 sum = new Adler32();
    sum.update(content);
    assertThat(fixture.area().checksums().compute(FILE, () -> true))
        .isEqualTo(new Computed(String.format("%08x", sum.getValue()), fileSystem.hasExtras()));
  }

  @Test
  void isNotKeptForAFileThatChangedMeanwhile() throws Exception {
    Path file = fixture.root().resolve("f");
    Files.write(file, new byte[3_000_000]);
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            fixture
                .area()
                .checksums()
                .compute(
                    FILE,
                    () -> {
                      if (asked.incrementAndGet() == 3) {
                        append(file);
                      }
                      return true;
                    }))
        .isInstanceOf(Changed.class);
    assertThat(stored()).isEmpty();
    assertThat(fixture.area().checksums().compute(FILE, () -> false)).isInstanceOf(Stopped.class);
    assertThat(fixture.area().checksums().compute(AreaPath.ROOT, () -> true))
        .isInstanceOf(NoFile.class);
    assertThat(fixture.area().checksums().compute(AreaPath.of("no"), () -> true))
        .isInstanceOf(NoFile.class);
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void doorsChecksumStaysWithThePublishedFile() throws Exception {
    assumeTrue(fileSystem.hasExtras(), "this area works without user attributes");
    HiddenName name = new HiddenName(7, 1);
    fixture.upload(name, "x");
    fixture.creation().storeChecksum(name, Checksums.format(0x00790079L));
    fixture.publish(name, "f");
    assertThat(stored()).contains("00790079");
    assertThatThrownBy(() -> fixture.creation().storeChecksum(name, "ABC"))
        .isInstanceOf(IOException.class);
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(fixture.root().resolve("f"), UserDefinedFileAttributeView.class);
    view.write("storm.checksum.adler32", StandardCharsets.US_ASCII.encode("790079"));
    assertThat(stored()).contains("00790079");
    view.write("storm.checksum.adler32", StandardCharsets.US_ASCII.encode("rubbish"));
    assertThat(stored()).isEmpty();
  }

  @Test
  void fifosAreNotWaitedFor() throws Exception {
    TestFileSystem.run("mkfifo", fixture.root().resolve("f").toString());
    assertThat(fixture.area().checksums().compute(FILE, () -> true)).isInstanceOf(NoFile.class);
    assertThatThrownBy(() -> fixture.reader().openFile(FILE)).isInstanceOf(IOException.class);
  }
}
