// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of one Java type into XML-RPC values and back. Types are records of strings, ints,
 * longs, booleans, enums, lists and records; anything else is refused when the codec is made.
 */
public final class WireCodec {

  private static final Map<Class<?>, RecordShape> RECORDS = new ConcurrentHashMap<>();

  private final Shape shape;

  private WireCodec(Shape shape) {
    this.shape = shape;
  }

  /**
   * The codec of a type.
   *
   * @param type a class, or a {@code List} of one
   * @return its codec
   * @throws IllegalArgumentException if XML-RPC without extensions cannot carry the type
   */
  public static WireCodec of(Type type) {
    return new WireCodec(shapeOf(type));
  }

  /**
   * A value as Apache XML-RPC writes it.
   *
   * @param value a value of this codec's type
   * @return strings, ints, booleans, lists and maps
   * @throws IllegalArgumentException if a mandatory component is null
   */
  public Object encode(Object value) {
    return shape.toWire(value);
  }

  /**
   * The value of what Apache XML-RPC has read.
   *
   * @param wire strings, ints, booleans, arrays and maps
   * @return a value of this codec's type
   * @throws MalformedValueException if it is none
   */
  public Object decode(@Nullable Object wire) {
    if (wire == null) {
      throw new MalformedValueException("is missing");
    }
    return shape.fromWire(wire);
  }

  private static Shape shapeOf(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          new ListShape(shapeOf(list.getActualTypeArguments()[0]));
      case Class<?> single -> shapeOf(single);
      default -> throw new IllegalArgumentException("XML-RPC cannot carry " + type);
    };
  }

  private static Shape shapeOf(Class<?> type) {
    if (type == String.class) {
      return ScalarShape.TEXT;
    } else if (type == long.class || type == Long.class) {
      return ScalarShape.LONG;
    } else if (type == int.class || type == Integer.class) {
      return ScalarShape.INT;
    } else if (type == boolean.class || type == Boolean.class) {
      return ScalarShape.BOOLEAN;
    } else if (type.isEnum()) {
      return EnumShape.of(type);
    } else if (type.isRecord()) {
      return recordShape(type);
    }
    throw new IllegalArgumentException("XML-RPC cannot carry " + type);
  }

  // Not computeIfAbsent: records within records would update the map while it computes.
  private static RecordShape recordShape(Class<?> type) {
    RecordShape known = RECORDS.get(type);
    if (known != null) {
      return known;
    }
    RecordShape made = inspect(type);
    RECORDS.put(type, made);
    return made;
  }

  private static RecordShape inspect(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException(type + " is not public");
    }
    List<RecordShape.Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(
          new RecordShape.Component(
              component.getName(),
              component.getAccessor(),
              shapeOf(component.getGenericType()),
              isNullable(component.getAnnotatedType())));
    }
    return new RecordShape(canonicalConstructor(type), List.copyOf(components));
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no canonical constructor", impossible);
    }
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }
}
