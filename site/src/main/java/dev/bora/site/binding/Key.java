// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of a section, as its record component declares it.
 *
 * @param name the key in the file
 * @param defaultText the default as it would be written
 * @param derived how the value follows from others when it is left out
 * @param mandatory whether the file must have it
 */
record Key(
    String name,
    RecordComponent component,
    Shape shape,
    @Nullable String defaultText,
    @Nullable String derived,
    boolean mandatory) {

  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  static String nameOf(RecordComponent component) {
    return WORD_START.matcher(component.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  boolean isEntryName() {
    return component.isAnnotationPresent(EntryName.class);
  }

  boolean isNullable() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  boolean isNotEmpty() {
    return component.isAnnotationPresent(NotEmpty.class);
  }

  /** What may stand here, in words. */
  String permitted() {
    return switch (shape) {
      case Shape.Single single -> permittedText(single.scalar());
      case Shape.Several several ->
          (isNotEmpty() ? "a list, not empty, of: " : "a list of: ")
              + permittedText(several.scalar());
      case Shape.Nested _ -> "keys with values";
      case Shape.Named named ->
          (isNotEmpty() ? "one or more names, each " : "names, each ")
              + permittedText(named.section().entryNameScalar());
    };
  }

  private String permittedText(Scalar<?> scalar) {
    Key constraint = shape instanceof Shape.Named named ? named.section().entryName() : this;
    @Nullable Matching matching = constraint.component.getAnnotation(Matching.class);
    String text = matching == null ? scalar.permitted() : matching.permitted();
    @Nullable Between between = constraint.component.getAnnotation(Between.class);
    if (between == null) {
      return text;
    }
    if (between.max().isEmpty()) {
      return text + ", at least " + between.min();
    }
    return text + ", " + between.min() + " to " + between.max();
  }

  /**
   * Reads one value of this key.
   *
   * @throws IllegalArgumentException if it is not permitted
   */
  Object read(Scalar<?> scalar, String text) {
    @Nullable Matching matching = component.getAnnotation(Matching.class);
    boolean matches = matching == null ? !text.isBlank() : text.matches(matching.pattern());
    if (!matches) {
      throw new IllegalArgumentException(text);
    }
    Object value = scalar.parse().apply(text);
    @Nullable Between between = component.getAnnotation(Between.class);
    if (between != null
        && (isBeyond(scalar, between.min(), value, -1)
            || isBeyond(scalar, between.max(), value, 1))) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static boolean isBeyond(Scalar<?> scalar, String bound, Object value, int side) {
    return !bound.isEmpty() && side * compare(value, scalar.parse().apply(bound)) > 0;
  }

  // A bound is read by the parser of the value: both have the same type, and bounds are only put on
  // types that compare.
  @SuppressWarnings("unchecked")
  private static int compare(Object value, Object bound) {
    return ((Comparable<Object>) value).compareTo(bound);
  }
}
