// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileState;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What puts may promise. */
class SpaceTest {
  private static final int LIMIT = 1000;

  @TempDir private Path folder;
  private BackendFixture bora;

  @AfterEach
  void stop() {
    bora.close();
  }

  private Submission put(@Nullable Long promised, String path) {
    Submission put = bora.put(ALICE, TOverwriteMode.NEVER, promised, 600, path);
    bora.turl(put);
    return put;
  }

  private void assertRefused(Submission put) throws Exception {
    assertThat(bora.row(put).state()).isEqualTo(FileState.FAILED);
    assertThat(bora.row(put).status()).isEqualTo(TStatusCode.SRM_NO_FREE_SPACE);
    assertThat(bora.row(put).explanation()).isEqualTo("No space left on device");
    assertThat(bora.row(put).turl()).isNull();
  }

  private void assertReady(Submission put) {
    assertThat(bora.row(put).status()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
  }

  @Test
  void noMoreThanTheSizeLimitOfTheArea() throws Exception {
    bora =
        new BackendFixture(
            folder,
            "size_limit",
            text -> text.replace("vos: [testvo]", "vos: [testvo], size-limit: " + LIMIT));
    bora.write("there", "x".repeat(LIMIT));
    assertRefused(put(LIMIT + 1L, "more"));
    assertThat(bora.hidden()).isEmpty();
    assertThat(bora.held()).isZero();
    // What is there already is not counted, nor what is not promised.
    assertReady(put((long) LIMIT, "less"));
    assertReady(put((long) LIMIT, "again"));
    assertReady(put(null, "unknown"));
  }

  @Test
  void noMoreThanTheFileSystemHasFree() throws Exception {
    bora = new BackendFixture(folder, "free_space");
    long free = Files.getFileStore(bora.root).getUsableSpace();
    assertRefused(put(4 * Math.max(free, 1L << 40), "more"));
    assertThat(bora.hidden()).isEmpty();
    assertThat(bora.held()).isZero();
    assertReady(put(1L, "less"));
  }
}
