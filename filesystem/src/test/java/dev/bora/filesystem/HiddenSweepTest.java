// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.filesystem.posix.RawName;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenSweepTest {
  @Test
  void seesEveryEntryAndNamesStrangersApart() throws Exception {
    try (AreaFixture fixture = TestFileSystem.TMP.newArea()) {
      fixture.upload(new HiddenName(5, 1), "hello");
      fixture.creation().createDirectory(new HiddenName(6, 2), AreaPath.ROOT);
      ObjectId id = fixture.file("f", "x");
      fixture.removal().adoptTake(new HiddenName(8, 1), id);
      fixture.removal().take(AreaPath.of("f"), new HiddenName(8, 2), id);
      Files.writeString(fixture.root().resolve(".bora/new/stranger"), "x");
      List<String> seen = new ArrayList<>();
      HiddenSweep.Visitor visitor =
          new HiddenSweep.Visitor() {
            @Override
            public void entry(HiddenEntry entry) {
              seen.add(entry.folder() + " " + entry.name() + " " + entry.kind());
            }

            @Override
            public void unknown(HiddenFolder folder, RawName name) {
              seen.add(folder + " unknown " + name);
            }
          };
      fixture.area().sweep().run(visitor, () -> true);
      assertThat(seen)
          .containsExactlyInAnyOrder(
              "NEW 5.1 FILE",
              "NEW 6.2 DIRECTORY",
              "NEW unknown stranger",
              "TAKEN 8.1 BLOCK",
              "TAKEN 8.2 FILE");
      seen.clear();
      fixture.area().sweep().run(visitor, () -> false);
      assertThat(seen).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0.1",
        "1.",
        ".1",
        "-1.1",
        "1.-1",
        "01.1",
        "1.01",
        "1.1.1",
        "1.1x",
        "99999999999999999999.1",
        "9223372036854775808.1",
        "1.2147483648"
      })
  void namesOfAnotherFormAreUnknown(String name) {
    assertThat(HiddenName.parse(RawName.of(name))).isEmpty();
  }

  @Test
  void namesAreReadAsTheyAreWritten() {
    HiddenName name = new HiddenName(Long.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(HiddenName.parse(RawName.of(name.toString()))).contains(name);
    assertThatThrownBy(() -> new HiddenName(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HiddenName(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void objectIdentitySurvivesTheJournal() {
    ObjectId id = new ObjectId(-5, 1_700_000_000_123_456_789L);
    assertThat(ObjectId.parse(id.toString())).isEqualTo(id);
    assertThat(id.sameObjectAs(new ObjectId(-5, 0))).isTrue();
    assertThat(id.sameObjectAs(new ObjectId(-5, 1))).isFalse();
    assertThat(id.sameObjectAs(new ObjectId(6, id.birth()))).isFalse();
  }
}
