// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key that may be left out and then follows from other keys.
 *
 * <p>The record receives the empty string, list or map, and its constructor (or that of an
 * enclosing record) puts the derived value in its place. Types without an empty value are declared
 * nullable instead.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Derived {
  /** How the value is derived, as the documentation says it. */
  String value();
}
