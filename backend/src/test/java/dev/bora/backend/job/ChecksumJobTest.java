// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.JobFixture;
import dev.bora.backend.LogCapture;
import dev.bora.backend.work.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumJobTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private JobFixture bora;
  private ChecksumJob job;

  @BeforeEach
  void open() throws Exception {
    bora = new JobFixture(folder, "checksum", new Retention(SECOND, SECOND));
    job = new ChecksumJob(bora.tools(), SECOND, nanos::get);
  }

  @AfterEach
  void close() {
    bora.close();
  }

  private void due(long fileId, String path) {
    bora.tools()
        .fence()
        .run(tables -> tables.checksums().add(fileId, "data", path.getBytes(UTF_8)));
  }

  private void runFor(Duration time) throws Exception {
    for (long end = nanos.get() + time.toNanos(); nanos.get() < end; ) {
      job.run(() -> true);
      nanos.addAndGet(SECOND.toNanos());
    }
  }

  @Test
  void eachFileIsReadOnce() throws Exception {
    Files.writeString(bora.root().resolve("f"), "Wikipedia");
    due(1, "f");
    due(2, "gone");
    job.run(() -> true);
    assertThat(bora.count("checksum_due")).isZero();
    assertThat((byte[]) Files.getAttribute(bora.root().resolve("f"), "user:storm.checksum.adler32"))
        .asString(UTF_8)
        .isEqualTo("11e60398");
  }

  /** It lies behind a link that leads out of the area, until the link is replaced. */
  @Test
  void aFileThatKeepsFailingIsToldOnce() throws Exception {
    Path link = bora.root().resolve("d");
    Files.createSymbolicLink(link, Files.createDirectory(folder.resolve("outside")));
    Files.writeString(folder.resolve("outside/f"), "x");
    Files.writeString(bora.root().resolve("g"), "x");
    due(1, "d/f");
    try (LogCapture log = new LogCapture(ChecksumJob.class)) {
      runFor(Duration.ofMinutes(1));
      due(2, "g");
      runFor(SECOND);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("no checksum of data:/d/f yet: ");
      assertThat(bora.count("checksum_due")).as("others do not wait for it").isOne();
      Files.delete(link);
      Files.createDirectory(link);
      Files.writeString(link.resolve("f"), "x");
      runFor(Duration.ofMinutes(2));
      assertThat(bora.count("checksum_due")).isZero();
      assertThat(log.lines()).hasSize(1);
    }
  }
}
