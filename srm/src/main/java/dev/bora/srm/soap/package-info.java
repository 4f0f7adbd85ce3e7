// SPDX-License-Identifier: Apache-2.0
/**
 * SRM v2.2 on the wire: SOAP 1.1, rpc/encoded, and its WSDL, both made from the records of {@link
 * dev.bora.srm.types}. What is read may differ from the WSDL as clients differ; what is written
 * does not.
 */
@NullMarked
package dev.bora.srm.soap;

import org.jspecify.annotations.NullMarked;
