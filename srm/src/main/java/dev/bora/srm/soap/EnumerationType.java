// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.types.TPermissionMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An enumeration of the WSDL.
 *
 * @param xmlName its name in the WSDL
 * @param names its values as they are written, in the WSDL's order
 * @param readable its values by all that is read as one of them
 */
record EnumerationType(String xmlName, List<String> names, Map<String, Enum<?>> readable)
    implements ValueType {

  static EnumerationType of(Class<?> type) {
    Map<String, Enum<?>> readable = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      readable.put(value.name(), value);
    }
    List<String> names = List.copyOf(readable.keySet());
    if (type == TPermissionMode.class) {
      // gfal-chmod sends the UNIX bits as a digit.
      for (TPermissionMode mode : TPermissionMode.values()) {
        readable.put(Integer.toString(mode.bits()), mode);
      }
    }
    return new EnumerationType(type.getSimpleName(), names, Map.copyOf(readable));
  }

  /**
   * Reads a value from its trimmed text.
   *
   * @throws IllegalArgumentException whose message says what the text is not
   */
  Enum<?> parse(String text) {
    Enum<?> value = readable.get(text);
    if (value == null) {
      throw new IllegalArgumentException("is not one of " + String.join(", ", names));
    }
    return value;
  }
}
