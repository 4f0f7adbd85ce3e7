// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a section, read off its record. */
record SectionSchema(Class<? extends Record> type, List<Key> keys, List<Defunct> defunct) {

  /**
   * Reads a record.
   *
   * @throws IllegalStateException if a component has a type that no key can have, or a default that
   *     is not permitted
   */
  static SectionSchema of(Class<? extends Record> type, Scalars scalars) {
    List<Key> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(key(component, scalars));
    }
    return new SectionSchema(
        type, List.copyOf(keys), List.of(type.getAnnotationsByType(Defunct.class)));
  }

  private static Key key(RecordComponent component, Scalars scalars) {
    Shape shape = shape(component, scalars);
    @Nullable Default byDefault = component.getAnnotation(Default.class);
    @Nullable Derived derived = component.getAnnotation(Derived.class);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean mandatory =
        switch (shape) {
          case Shape.Single _ -> byDefault == null && derived == null && !nullable;
          case Shape.Several _, Shape.Named _ -> component.isAnnotationPresent(NotEmpty.class);
          case Shape.Nested _ -> false;
        };
    Key key =
        new Key(
            Key.nameOf(component),
            component,
            shape,
            byDefault == null ? null : byDefault.value(),
            derived == null ? null : derived.value(),
            mandatory);
    refuseBadDefault(key);
    return key;
  }

  private static void refuseBadDefault(Key key) {
    @Nullable String text = key.defaultText();
    if (text == null) {
      return;
    }
    if (!(key.shape() instanceof Shape.Single(Scalar<?> scalar))) {
      throw new IllegalStateException(key.component() + ": only single values have a default");
    }
    try {
      key.read(scalar, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          key.component() + ": the default is not " + key.permitted(), e);
    }
  }

  private static Shape shape(RecordComponent component, Scalars scalars) {
    Class<?> raw = component.getType();
    Optional<Scalar<?>> scalar = scalars.of(raw);
    if (scalar.isPresent()) {
      return new Shape.Single(scalar.get());
    }
    if (raw == List.class || raw == Set.class) {
      return scalars
          .of(argument(component, 0))
          .map(element -> new Shape.Several(element, raw == List.class))
          .orElseThrow(() -> unknownType(component));
    }
    if (raw == Map.class) {
      return new Shape.Named(of(argument(component, 1).asSubclass(Record.class), scalars));
    }
    if (raw.isRecord()) {
      return new Shape.Nested(of(raw.asSubclass(Record.class), scalars));
    }
    throw unknownType(component);
  }

  private static Class<?> argument(RecordComponent component, int index) {
    if (component.getGenericType() instanceof ParameterizedType parameterized) {
      Type argument = parameterized.getActualTypeArguments()[index];
      if (argument instanceof Class<?> type) {
        return type;
      }
    }
    throw unknownType(component);
  }

  private static IllegalStateException unknownType(RecordComponent component) {
    return new IllegalStateException(
        component.getDeclaringRecord() + ": no key can have the type of " + component);
  }

  /** Whether the entries of a map stand directly in this section. */
  boolean isEntries() {
    return keys.size() == 1 && keys.getFirst().component().isAnnotationPresent(Entries.class);
  }

  /** The keys that a file may have here. */
  List<Key> writtenKeys() {
    return keys.stream().filter(key -> !key.isEntryName()).toList();
  }

  Key entryName() {
    return keys.stream()
        .filter(Key::isEntryName)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no component @EntryName"));
  }

  Scalar<?> entryNameScalar() {
    if (entryName().shape() instanceof Shape.Single single) {
      return single.scalar();
    }
    throw new IllegalStateException(type + ": @EntryName is not one word");
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException as the record's constructor does
   */
  Record create(List<@Nullable Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("cannot make " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  /** The value that a record has for a key. */
  static @Nullable Object value(Key key, Record section) {
    try {
      key.component().getAccessor().setAccessible(true);
      return key.component().getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + key.component(), e);
    }
  }
}
