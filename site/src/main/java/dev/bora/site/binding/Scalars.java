// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of values that keys may have. Enumerations are always among them. */
public final class Scalars {
  private final Map<Class<?>, Scalar<?>> byType;

  private Scalars(Map<Class<?>, Scalar<?>> byType) {
    this.byType = Map.copyOf(byType);
  }

  /** Text, whole numbers, true and false, durations, absolute paths. */
  public static Scalars standard() {
    return new Scalars(Map.of())
        .with(new Scalar<>(String.class, "text", Scalars::text, text -> text))
        .with(new Scalar<>(Integer.class, "a whole number", Scalars::wholeNumber, String::valueOf))
        .with(new Scalar<>(Boolean.class, "true or false", Scalars::bool, String::valueOf))
        .with(
            new Scalar<>(
                Duration.class, DurationText.PERMITTED, DurationText::parse, DurationText::format))
        .with(
            new Scalar<>(
                Path.class,
                "an absolute path without '.' and '..'",
                Scalars::absolutePath,
                Path::toString));
  }

  /** These and one more. */
  public Scalars with(Scalar<?> scalar) {
    Map<Class<?>, Scalar<?>> more = new HashMap<>(byType);
    more.put(scalar.type(), scalar);
    return new Scalars(more);
  }

  Optional<Scalar<?>> of(Class<?> type) {
    if (type.isEnum()) {
      return Optional.of(enumeration(type));
    }
    Class<?> boxed =
        type == int.class ? Integer.class : type == boolean.class ? Boolean.class : type;
    @Nullable Scalar<?> scalar = byType.get(boxed);
    return Optional.ofNullable(scalar);
  }

  private static <E> Scalar<E> enumeration(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String permitted =
        Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "));
    return new Scalar<>(
        type,
        permitted,
        text ->
            Arrays.stream(constants)
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " is not " + permitted)),
        Object::toString);
  }

  private static String text(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("control characters");
    }
    return text;
  }

  private static Integer wholeNumber(String text) {
    if (!text.matches("-?\\d{1,10}")) {
      throw new IllegalArgumentException(text);
    }
    return Integer.valueOf(text);
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Path absolutePath(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      throw new IllegalArgumentException(text);
    }
    return path;
  }
}
