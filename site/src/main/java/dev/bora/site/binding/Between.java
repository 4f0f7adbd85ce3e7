// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The smallest and the largest permitted value, written as in the file; empty: no bound. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Between {
  String min() default "";

  String max() default "";
}
