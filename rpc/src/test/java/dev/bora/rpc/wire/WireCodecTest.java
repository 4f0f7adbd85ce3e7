// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {

  /** A kind. */
  public enum Kind {
    ONE,
    TWO
  }

  /** A part. */
  public record Part(String name, @Nullable Long size) {
    /** Checks. */
    public Part {
      if (name.equals("forbidden")) {
        throw new IllegalArgumentException("name is forbidden");
      }
    }
  }

  /** A whole. */
  public record Whole(
      int number, long big, boolean truth, Kind kind, List<Part> parts, @Nullable Integer maybe) {}

  /** Cannot be carried. */
  public record WithDouble(double number) {}

  record NotPublic(int number) {}

  private final WireCodec codec = WireCodec.of(Whole.class);

  @Test
  void writesOnlyWhatPlainXmlRpcHas() {
    Whole whole =
        new Whole(
            -1, Long.MIN_VALUE, true, Kind.TWO, List.of(new Part("a\r", Long.MAX_VALUE)), null);
    assertThat(codec.encode(whole))
        .isEqualTo(
            Map.of(
                "number",
                -1,
                "big",
                "-9223372036854775808",
                "truth",
                true,
                "kind",
                "TWO",
                "parts",
                List.of(Map.of("name", "a\\u000D", "size", "9223372036854775807"))));
    assertThat(codec.decode(asRead(whole))).isEqualTo(whole);
  }

  @Test
  void ignoresMembersOfANewerRelease() {
    Map<String, Object> wire = good();
    wire.put("later", List.of("anything"));
    assertThat(codec.decode(wire)).isEqualTo(new Whole(1, 2, false, Kind.ONE, List.of(), null));
  }

  static List<Map.Entry<String, String>> mandatory() {
    return List.of(
        Map.entry("number", "number is missing"),
        Map.entry("big", "big is missing"),
        Map.entry("truth", "truth is missing"),
        Map.entry("kind", "kind is missing"),
        Map.entry("parts", "parts is missing"));
  }

  @ParameterizedTest
  @MethodSource("mandatory")
  void namesAMissingMember(Map.Entry<String, String> expected) {
    Map<String, Object> wire = good();
    wire.remove(expected.getKey());
    assertThatThrownBy(() -> codec.decode(wire))
        .isInstanceOf(MalformedValueException.class)
        .hasMessage(expected.getValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 1", "+1", "1.0", "0x1", "9223372036854775808", "-9223372036854775809", "١"})
  void refusesALongThatIsNone(String digits) {
    Map<String, Object> wire = good();
    wire.put("big", digits);
    assertThatThrownBy(() -> codec.decode(wire))
        .isInstanceOf(MalformedValueException.class)
        .hasMessage("big is not a 64-bit number in decimal digits");
  }

  @Test
  void refusesWrongTypesAndSaysWhere() {
    assertRefused("number", "1", "number is not an int");
    assertRefused("big", 2, "big is not a 64-bit number in decimal digits");
    assertRefused("truth", 1, "truth is not a boolean");
    assertRefused("kind", "THREE", "kind is not one of ONE, TWO");
    assertRefused("parts", "none", "parts is not an array");
    assertRefused("maybe", "1", "maybe is not an int");
    assertRefused("parts", new Object[] {"x"}, "parts[0] is not a struct");
    assertRefused(
        "parts", new Object[] {Map.of("name", "a"), Map.of()}, "parts[1].name is missing");
    assertRefused(
        "parts",
        new Object[] {Map.of("name", "forbidden")},
        "parts[0] is refused: name is forbidden");
    assertThatThrownBy(() -> codec.decode("text")).hasMessage("the value is not a struct");
    assertThatThrownBy(() -> codec.decode(null)).hasMessage("the value is missing");
  }

  @Test
  void refusesTypesThatPlainXmlRpcCannotCarry() {
    assertThatThrownBy(() -> WireCodec.of(WithDouble.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireCodec.of(NotPublic.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireCodec.of(Map.class)).isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(String member, Object value, String message) {
    Map<String, Object> wire = good();
    wire.put(member, value);
    assertThatThrownBy(() -> codec.decode(wire))
        .isInstanceOf(MalformedValueException.class)
        .hasMessage(message);
  }

  private static Map<String, Object> good() {
    return new HashMap<>(
        Map.of("number", 1, "big", "2", "truth", false, "kind", "ONE", "parts", new Object[0]));
  }

  /** The library writes lists and reads arrays. */
  private Object asRead(Whole whole) {
    return arrays(codec.encode(whole));
  }

  private static Object arrays(Object wire) {
    return switch (wire) {
      case List<?> list -> list.stream().map(WireCodecTest::arrays).toArray();
      case Map<?, ?> struct -> {
        Map<Object, Object> copy = new HashMap<>();
        struct.forEach((name, value) -> copy.put(name, arrays(value)));
        yield copy;
      }
      default -> wire;
    };
  }
}
