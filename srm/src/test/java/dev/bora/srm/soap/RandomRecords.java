// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.types.AnyUri;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes records with anything in them that their types allow. */
final class RandomRecords {
  private static final int MAX_DEPTH = 6;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          " both ends ",
          "<a href=\"#x\">&amp;]]></a>",
          "&#0;&quot;'",
          "line\nfeed\r\nreturn\rtab\t",
          "ä€😀\u0085\u2028\ufffd",
          "%41 %zz # ? & ; +",
          "tok-TESTVO",
          "NONE",
          "-1");

  private final Random random;

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  Object record(Class<?> type, int depth) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      boolean optional = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] =
          optional && (depth > MAX_DEPTH || random.nextInt(3) == 0)
              ? null
              : value(components[i].getAnnotatedType(), depth);
    }
    return type.getConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
        .newInstance(values);
  }

  private Object value(AnnotatedType annotated, int depth) throws ReflectiveOperationException {
    if (annotated instanceof AnnotatedParameterizedType list) {
      AnnotatedType item = list.getAnnotatedActualTypeArguments()[0];
      Object[] items = new Object[depth > MAX_DEPTH ? 0 : random.nextInt(4)];
      for (int i = 0; i < items.length; i++) {
        items[i] = value(item, depth + 1);
      }
      return List.of(items);
    }
    Class<?> type = (Class<?>) annotated.getType();
    if (type == String.class) {
      String text = TEXTS.get(random.nextInt(TEXTS.size()));
      return annotated.isAnnotationPresent(AnyUri.class) ? "srm://h/" + text + "/" : text;
    } else if (type == Integer.class) {
      return pick(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt());
    } else if (type == Long.class) {
      return pick(0L, 1L, Long.MAX_VALUE, random.nextLong(Long.MAX_VALUE));
    } else if (type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(random.nextLong(0, 253_402_300_799_999L));
    } else if (type.isEnum()) {
      return pick(type.getEnumConstants());
    }
    return record(type, depth + 1);
  }

  private Object pick(Object... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Seeds for a run. */
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }
}
