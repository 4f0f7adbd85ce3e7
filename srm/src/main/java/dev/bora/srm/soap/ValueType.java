// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** A type of the WSDL, as told by a record component. */
sealed interface ValueType permits ScalarType, EnumerationType, CompoundType, ArrayType {

  /** The name in the WSDL, without a prefix. */
  String xmlName();
}
