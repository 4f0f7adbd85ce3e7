// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.RawName;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** srmLs of 100,000 entries: every page small, everything seen once. */
class LargeListingTest {
  private static final int ENTRIES = 100_000;
  private static final int PAGE = 5_000;

  @Test
  void hundredThousandEntriesComeInBoundedPages() throws Exception {
    try (AreaFixture fixture = TestFileSystem.TMP.newArea()) {
      try (Descriptor root =
          Posix.open(
              RawName.of(fixture.root().toString()),
              Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY))) {
        for (int index = 0; index < ENTRIES; index++) {
          Posix.openAt(
                  root,
                  RawName.of(Integer.toString(index)),
                  Set.of(OpenFlag.CREATE, OpenFlag.WRITE_ONLY),
                  0644)
              .close();
        }
      }
      BitSet seen = new BitSet(ENTRIES);
      int pages = 0;
      ListRequest request = ListRequest.first(PAGE);
      while (true) {
        ListPage page = fixture.reader().list(AreaPath.ROOT, request);
        pages++;
        assertThat(page.entries()).hasSize(PAGE);
        for (ListedEntry entry : page.entries()) {
          int index = Integer.parseInt(entry.name().toString());
          assertThat(seen.get(index)).isFalse();
          seen.set(index);
        }
        if (page.next().isEmpty()) {
          break;
        }
        request = request.continuedAt(page.next().get());
      }
      assertThat(seen.cardinality()).isEqualTo(ENTRIES);
      assertThat(pages).isEqualTo(ENTRIES / PAGE);
    }
  }
}
