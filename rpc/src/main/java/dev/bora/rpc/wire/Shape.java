// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

/**
 * How values of one Java type look in XML-RPC without extensions: strings, ints, booleans, arrays
 * and structs, nothing else.
 */
sealed interface Shape permits ScalarShape, EnumShape, ListShape, RecordShape {

  /**
   * A value as Apache XML-RPC writes it.
   *
   * @throws IllegalArgumentException if a mandatory component is null
   */
  Object toWire(Object value);

  /**
   * What Apache XML-RPC has read as a value of the Java type.
   *
   * @throws MalformedValueException if it is not one
   */
  Object fromWire(Object wire);
}
