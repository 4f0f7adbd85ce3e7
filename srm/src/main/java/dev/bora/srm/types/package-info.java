// SPDX-License-Identifier: Apache-2.0
/**
 * The types of SRM v2.2 as records and enums. A component has the name of its element in the WSDL
 * and its place there; what may be absent is nullable; an ArrayOfX is an immutable list of X. Codec
 * and WSDL are made from these records, by reflection.
 */
@NullMarked
package dev.bora.srm.types;

import org.jspecify.annotations.NullMarked;
