// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A request of any operation, with every field given. */
final class SampleRequests {
  private SampleRequests() {}

  static SrmRequest of(Operation operation) throws Exception {
    return operation.requestType().cast(record(operation.requestType()));
  }

  private static Object record(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(value(component));
    }
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    return constructor.newInstance(values.toArray());
  }

  private static Object value(RecordComponent component) throws Exception {
    if (component.getType() == List.class) {
      ParameterizedType type = (ParameterizedType) component.getGenericType();
      return List.of(value((Class<?>) type.getActualTypeArguments()[0]));
    }
    return value(component.getType());
  }

  private static Object value(Class<?> type) throws Exception {
    if (type == String.class) {
      return "srm://localhost/data/a";
    } else if (type == Integer.class) {
      return 1;
    } else if (type == Long.class) {
      return 1L;
    } else if (type == Boolean.class) {
      return false;
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return record(type);
  }
}
