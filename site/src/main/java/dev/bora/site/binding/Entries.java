// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the only component of a record that stands for a map of sections as a whole.
 *
 * <p>Such a record has no keys of its own: the entries of the map stand directly in its section.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Entries {}
