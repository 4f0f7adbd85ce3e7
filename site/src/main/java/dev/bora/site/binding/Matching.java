// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a text (or each text of a list) must look like. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Matching {
  /** A regular expression for the whole text. */
  String pattern();

  /** The same in words, for messages and documentation. */
  String permitted();
}
