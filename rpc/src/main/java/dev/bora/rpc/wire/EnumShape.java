// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An enum constant by its name. */
record EnumShape(Map<String, Enum<?>> constants, String permitted) implements Shape {

  static EnumShape of(Class<?> type) {
    Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
    return new EnumShape(
        Arrays.stream(constants)
            .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity())),
        Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")));
  }

  @Override
  public Object toWire(Object value) {
    return ((Enum<?>) value).name();
  }

  @Override
  public Object fromWire(Object wire) {
    Enum<?> constant = wire instanceof String name ? constants.get(name) : null;
    if (constant == null) {
      throw new MalformedValueException("is not one of " + permitted);
    }
    return constant;
  }
}
