// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a string that is an xsd:anyURI in the WSDL. It is not a {@link java.net.URI}: clients send
 * SURLs with raw blanks and percent signs in them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface AnyUri {}
