// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.soap.CompoundType.Field;
import dev.bora.srm.types.AnyUri;
import dev.bora.srm.types.MandatoryNillable;
import dev.bora.srm.types.NotNillable;
import dev.bora.srm.types.Operation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The types of the WSDL, read once from the records and enums of {@link dev.bora.srm.types}. */
final class Schema {
  private static final Schema INSTANCE = new Schema();

  private final Map<Class<?>, CompoundType> compounds = new HashMap<>();
  private final Map<String, ValueType> named = new LinkedHashMap<>();

  private Schema() {
    for (Operation operation : Operation.values()) {
      compound(operation.requestType());
      compound(operation.responseType());
    }
  }

  /** The type of a request or response, or of a record in one. */
  static CompoundType of(Class<?> record) {
    return Objects.requireNonNull(INSTANCE.compounds.get(record), record::getName);
  }

  /** All types but those of XML Schema; those that others use come before them. */
  static Collection<ValueType> types() {
    return Collections.unmodifiableCollection(INSTANCE.named.values());
  }

  private CompoundType compound(Class<?> record) {
    CompoundType known = compounds.get(record);
    if (known != null) {
      return known;
    }
    RecordComponent[] components = record.getRecordComponents();
    CompoundType type;
    try {
      type =
          new CompoundType(
              xmlName(record),
              record.getConstructor(
                  Arrays.stream(components)
                      .map(RecordComponent::getType)
                      .toArray(Class<?>[]::new)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(record + " has no public constructor", e);
    }
    compounds.put(record, type);
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : components) {
      fields.add(field(component));
    }
    type.link(fields);
    named.put(type.xmlName(), type);
    return type;
  }

  private Field field(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean writtenNil = component.isAnnotationPresent(MandatoryNillable.class);
    return new Field(
        component.getName(),
        type(component.getAnnotatedType()),
        nullable,
        writtenNil,
        nullable && !component.isAnnotationPresent(NotNillable.class),
        component.getAccessor());
  }

  private ValueType type(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType list) {
      ArrayType array = ArrayType.of(type(list.getAnnotatedActualTypeArguments()[0]));
      named.putIfAbsent(array.xmlName(), array);
      return array;
    }
    Class<?> type = (Class<?>) annotated.getType();
    if (type == String.class) {
      return annotated.isAnnotationPresent(AnyUri.class) ? ScalarType.ANY_URI : ScalarType.STRING;
    } else if (type == Integer.class) {
      return ScalarType.INT;
    } else if (type == Long.class) {
      return ScalarType.UNSIGNED_LONG;
    } else if (type == Boolean.class) {
      return ScalarType.BOOLEAN;
    } else if (type == Instant.class) {
      return ScalarType.DATE_TIME;
    } else if (type.isEnum()) {
      return named.computeIfAbsent(type.getSimpleName(), _ -> EnumerationType.of(type));
    }
    return compound(type);
  }

  // TReturnStatus is TReturnStatus in the WSDL, but SrmLsRequest is srmLsRequest.
  private static String xmlName(Class<?> record) {
    String name = record.getSimpleName();
    return name.startsWith("Srm") ? "srm" + name.substring(3) : name;
  }
}
