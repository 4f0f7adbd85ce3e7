// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BinderTest {
  record Inner(
      @EntryName String name,
      @Default("5") @Between(min = "1", max = "9") int howMany,
      Set<Integer> some) {
    Inner {
      if (howMany == 7) {
        throw new IllegalArgumentException("seven is refused");
      }
    }
  }

  record Outer(
      @Nullable Duration pause,
      List<String> words,
      Map<String, Inner> inner,
      @Derived("x") String text) {}

  record BadDefault(@Default("10") @Between(min = "1", max = "9") int number) {}

  record BadType(StringBuilder number) {}

  private static Outer bind(String text) throws BindingException {
    return new Binder<>(Outer.class, Scalars.standard()).bind("f", text);
  }

  @Test
  void leavesOutWhatMayBeLeftOut() throws BindingException {
    assertThat(bind("")).isEqualTo(new Outer(null, List.of(), Map.of(), ""));
    assertThat(bind("inner:\n  a:\n  b: {}\n").inner())
        .containsExactly(
            Map.entry("a", new Inner("a", 5, Set.of())),
            Map.entry("b", new Inner("b", 5, Set.of())));
  }

  @Test
  void readsQuotedTextAnchorsAndComments() throws BindingException {
    Outer outer =
        bind(
            """
            pause: "2s" # two
            words: ['a: b', "c", d e]
            inner:
              x: &like {how-many: 3, some: [2, 1]}
              y: *like
            """);
    assertThat(outer)
        .isEqualTo(
            new Outer(
                Duration.ofSeconds(2),
                List.of("a: b", "c", "d e"),
                Map.of("x", new Inner("x", 3, Set.of(1, 2)), "y", new Inner("y", 3, Set.of(1, 2))),
                ""));
  }

  @Test
  void aSectionInsideItselfEnds() {
    assertThatThrownBy(() -> bind("inner: &a\n  x: *a\n"))
        .isInstanceOf(BindingException.class)
        .hasMessageContaining("inner.x.x: unknown key");
  }

  @Test
  void passesOnWhatAConstructorRefuses() {
    assertThatThrownBy(() -> bind("inner:\n  a:\n    how-many: 7\n"))
        .isInstanceOf(BindingException.class)
        .hasMessage("f:2: inner.a: seven is refused");
  }

  @Test
  void namesWhatStandsInTheWrongForm() {
    assertThatThrownBy(() ->
            bind("pause: [1s]\nwords: a\ninner: [b]\ntext: {a: b}\n[x, y]: 5\nunknown: [1]\n"))
        .isInstanceOf(BindingException.class)
        .message()
        .contains("f:1: pause: 'a list' is refused; permitted: a duration")
        .contains("f:2: words: 'a' is refused; permitted: a list of: text")
        .contains("f:3: inner: 'a list' is refused; permitted: names")
        .contains("f:4: text: 'a section' is refused; permitted: text")
        .contains("f:5: 'a list' is refused; permitted: a word as key")
        .contains(
            "f:6: unknown: unknown key, with value 'a list'; permitted keys: inner, pause, text, words");
    assertThatThrownBy(() -> bind("- a\n"))
        .hasMessage("f:1: 'a list' is refused; permitted: keys with values");
  }

  @Test
  void refusesRecordsThatCannotBeRight() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Binder<>(BadDefault.class, Scalars.standard()))
        .withMessageContaining("a whole number, 1 to 9");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Binder<>(BadType.class, Scalars.standard()));
  }

  @Test
  void shortensLongValuesAndLineBreaks() {
    assertThatThrownBy(() -> bind("pause: \"" + "x".repeat(1000) + "\"\n"))
        .message()
        .contains("x".repeat(200) + "…'")
        .doesNotContain("x".repeat(201));
    assertThatThrownBy(() -> bind("pause: \"a\\nb\"\n")).message().contains("'a b'");
  }
}
