// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A complex type of the WSDL: a record. */
final class CompoundType implements ValueType {
  /**
   * One component of the record, one element of the WSDL.
   *
   * @param name its name in both
   * @param type its type
   * @param optional whether it may be absent; nil counts as absent
   * @param writtenNil whether null is written as xsi:nil, because it must not be absent
   * @param nillable whether the WSDL calls it nillable
   * @param accessor reads it from a record
   */
  record Field(
      String name,
      ValueType type,
      boolean optional,
      boolean writtenNil,
      boolean nillable,
      Method accessor) {}

  private final String xmlName;
  private final Constructor<?> constructor;
  // Set once by the schema, after construction: a type may have fields of its own type.
  private List<Field> fields = List.of();

  CompoundType(String xmlName, Constructor<?> constructor) {
    this.xmlName = xmlName;
    this.constructor = constructor;
  }

  void link(List<Field> linked) {
    fields = List.copyOf(linked);
  }

  @Override
  public String xmlName() {
    return xmlName;
  }

  List<Field> fields() {
    return fields;
  }

  /** Makes the record of the values of its fields, in their order. */
  Object construct(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record of " + xmlName + " refused its fields", e);
    }
  }
}
