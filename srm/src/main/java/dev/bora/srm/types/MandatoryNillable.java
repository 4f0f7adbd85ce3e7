// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that the WSDL wants present but lets be nil: null is written as xsi:nil. Its
 * absence is accepted all the same, since ARC leaves it out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MandatoryNillable {}
