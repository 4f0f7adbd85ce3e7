// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records of the contract with values that are hard to carry. */
public final class RandomRecords {

  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "  \t",
          "\n",
          "\r",
          "\r\n",
          "\u0000",
          "\u0001\u001f",
          "\u007f\u0085\u2028",
          "]]>",
          "&",
          "&amp;",
          "<value>",
          "<![CDATA[",
          "\\",
          "\\u0041",
          "%20",
          "\uD83D\uDE00",
          "\uD83D",
          "\uDE00",
          "\uDE00\uD83D",
          "\uFFFD",
          "\uFFFE\uFFFF",
          "ä",
          "文件",
          "file.root",
          "'\"");
  private static final List<Integer> INTS = List.of(1, 2, 7, Integer.MAX_VALUE);
  private static final List<Long> LONGS =
      List.of(0L, 1L, 1L << 31, 1L << 53, Long.MAX_VALUE - 1, Long.MAX_VALUE);

  private final Random random;

  public RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  public Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0]);
    }
    Class<?> single = (Class<?>) type;
    if (single == String.class) {
      return text();
    } else if (single == int.class || single == Integer.class) {
      return INTS.get(random.nextInt(INTS.size()));
    } else if (single == long.class || single == Long.class) {
      return LONGS.get(random.nextInt(LONGS.size()));
    } else if (single == boolean.class) {
      return random.nextBoolean();
    }
    return record(single);
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = component(components[index]);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private @Nullable Object component(RecordComponent component)
      throws ReflectiveOperationException {
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextBoolean()) {
      return null;
    }
    return switch (component.getName()) {
      case "operationId" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "requestId" ->
          component.getType() == String.class ? "r" + random.nextInt(1000) : random.nextLong();
      case "levels" -> random.nextInt(-1, 3);
      default -> value(component.getGenericType());
    };
  }

  private List<Object> list(Type item) throws ReflectiveOperationException {
    List<Object> items = new ArrayList<>();
    int count = random.nextInt(4);
    for (int index = 0; index < count; index++) {
      items.add(value(item));
    }
    return items;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(5);
    for (int index = 0; index < count; index++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
