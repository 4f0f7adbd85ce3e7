// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.filesystem.posix.RawName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreaPathTest {
  @ParameterizedTest
  @CsvSource({
    "a/b, /a/b",
    "//a///b//, /a/b",
    "./a/./b/., /a/b",
    "'', /",
    "/, /",
    "., /",
    "a/.bora, /a/.bora",
    ".borax, /.borax",
    "..., /...",
    "'a b%20', '/a b%20'"
  })
  void dropsEmptyAndDotSegments(String text, String canonical) {
    assertThat(AreaPath.of(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "a/..",
        "../a",
        "a/../b",
        "/../etc",
        ".bora",
        "/.bora",
        "//./.bora/new/1.1",
        "a\u0000b"
      })
  void refusesWaysOutAndTheHiddenFolder(String text) {
    assertThatThrownBy(() -> AreaPath.of(text)).isInstanceOf(InvalidAreaPathException.class);
  }

  @Test
  void boundsSegmentsAndPaths() {
    assertThat(AreaPath.of("x".repeat(255)).name().length()).isEqualTo(255);
    assertThatThrownBy(() -> AreaPath.of("x".repeat(256))).hasMessageContaining("256 bytes");
    String longest = ("x".repeat(249) + "/").repeat(12);
    assertThat(AreaPath.of(longest).bytes()).hasSize(2999);
    assertThatThrownBy(() -> AreaPath.of(longest + "y"))
        .isInstanceOf(InvalidAreaPathException.class)
        .hasMessageContaining("3001 bytes");
  }

  @Test
  void splitsAndJoins() {
    AreaPath path = AreaPath.of("a/b/c");
    assertThat(path.parent()).isEqualTo(AreaPath.of("a/b"));
    assertThat(path.name()).isEqualTo(RawName.of("c"));
    assertThat(AreaPath.of("a").parent()).isEqualTo(AreaPath.ROOT);
    assertThat(AreaPath.of("a").child(RawName.of("b"))).isEqualTo(AreaPath.of("a/b"));
    assertThat(AreaPath.ROOT.child(RawName.of("b"))).isEqualTo(AreaPath.of("b"));
    assertThatThrownBy(() -> AreaPath.ROOT.child(RawName.of(".bora")))
        .isInstanceOf(InvalidAreaPathException.class);
    assertThatThrownBy(() -> AreaPath.ROOT.child(RawName.of("a/b")))
        .isInstanceOf(InvalidAreaPathException.class);
    assertThatThrownBy(AreaPath.ROOT::parent).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsWhatLiesBelow() {
    AreaPath path = AreaPath.of("a/bc");
    assertThat(path.isBelow(AreaPath.of("a"))).isTrue();
    assertThat(path.isBelow(AreaPath.ROOT)).isTrue();
    assertThat(path.isBelow(AreaPath.of("a/b"))).isFalse();
    assertThat(path.isBelow(path)).isFalse();
    assertThat(AreaPath.ROOT.isBelow(AreaPath.ROOT)).isFalse();
  }

  @Test
  void keepsBytesThatAreNoText() {
    AreaPath path = AreaPath.of(new byte[] {'a', '/', (byte) 0xFF, 'b'});
    assertThat(path.bytes()).containsExactly('a', '/', 0xFF, 'b');
    assertThat(path.utf8()).isEmpty();
    assertThat(path).hasToString("/a/%FFb");
  }
}
