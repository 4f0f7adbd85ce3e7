// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.PathRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of more entries than are read at a time, listed from an offset on. */
class PagingTest {
  private static final int ENTRIES = 1200;

  @TempDir private Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "paging");
    Files.createDirectory(bora.root.resolve("d"));
    for (int i = 0; i < ENTRIES; i++) {
      bora.write("d/" + name(i), "");
    }
    Files.createDirectory(bora.root.resolve("e"));
    bora.write("e/f", "");
  }

  @AfterEach
  void stop() {
    bora.close();
  }

  private static String name(int number) {
    return "f%05d".formatted(number);
  }

  /** All from an offset on, the path itself being entry 0, following the cursors. */
  private List<String> list(int offset, int count, int levels, String... paths) throws Exception {
    List<PathRef> refs = new ArrayList<>();
    for (String path : paths) {
      refs.add(path(path));
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      LsPage page =
          bora.calls().ls(as(ALICE), new LsArgs(refs, false, levels, offset, count, cursor));
      page.entries().stream().map(LsEntry::path).forEach(seen::add);
      cursor = page.cursor();
    } while (cursor != null);
    return seen;
  }

  private static List<String> expected(int offset, String... after) {
    List<String> expected = new ArrayList<>();
    if (offset == 0) {
      expected.add("d");
    }
    for (int i = Math.max(0, offset - 1); i < ENTRIES; i++) {
      expected.add("d/" + name(i));
    }
    expected.addAll(List.of(after));
    return expected;
  }

  @Test
  void anOffsetInOneDirectory() throws Exception {
    for (int offset : new int[] {0, 1, 2, 499, 500, 501, 502, 1000, ENTRIES, ENTRIES + 1}) {
      assertThat(list(offset, 400, 1, "d")).as("from %s", offset).isEqualTo(expected(offset));
    }
    assertThat(list(ENTRIES + 2, 400, 1, "d")).isEmpty();
    assertThat(list(1_000_000, 400, 1, "d")).isEmpty();
  }

  @Test
  void anOffsetAcrossPathsAndLevels() throws Exception {
    assertThat(list(700, 1000, 1, "d", "e")).isEqualTo(expected(700, "e", "e/f"));
    assertThat(list(ENTRIES + 2, 1000, 1, "d", "e")).containsExactly("e/f");
    assertThat(list(ENTRIES + 2, 1000, -1, "")).containsExactly("e", "e/f");
  }
}
