// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a struct of its components' names. Absent values are left out; members that are not
 * known are skipped, so that a newer release may send them.
 */
record RecordShape(Constructor<?> constructor, List<Component> components) implements Shape {

  record Component(String name, Method accessor, Shape shape, boolean nullable) {}

  @Override
  public Object toWire(Object value) {
    Map<String, Object> struct = LinkedHashMap.newLinkedHashMap(components.size());
    for (Component component : components) {
      Object member = read(component, value);
      if (member != null) {
        struct.put(component.name(), component.shape().toWire(member));
      } else if (!component.nullable()) {
        throw new IllegalArgumentException(
            value.getClass().getSimpleName() + "." + component.name() + " is null");
      }
    }
    return struct;
  }

  @Override
  public Object fromWire(Object wire) {
    if (!(wire instanceof Map<?, ?> struct)) {
      throw new MalformedValueException("is not a struct");
    }
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int index = 0; index < arguments.length; index++) {
      Component component = components.get(index);
      arguments[index] = member(component, struct.get(component.name()));
    }
    return construct(arguments);
  }

  private static @Nullable Object member(Component component, @Nullable Object wire) {
    try {
      if (wire != null) {
        return component.shape().fromWire(wire);
      }
      if (component.nullable()) {
        return null;
      }
      throw new MalformedValueException("is missing");
    } catch (MalformedValueException problem) {
      throw problem.inMember(component.name());
    }
  }

  private Object construct(@Nullable Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException refused) {
      // The contract's records say in plain words what they do not take.
      if (refused.getCause() instanceof IllegalArgumentException problem) {
        throw new MalformedValueException("is refused: " + problem.getMessage());
      }
      throw new IllegalStateException("cannot make " + constructor.getDeclaringClass(), refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("cannot make " + constructor.getDeclaringClass(), impossible);
    }
  }

  private static @Nullable Object read(Component component, Object value) {
    try {
      return component.accessor().invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("cannot read " + component.accessor(), impossible);
    }
  }
}
