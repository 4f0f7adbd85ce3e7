// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.function.Function;

/**
 * A type of value that is written as one word or text.
 *
 * @param type the Java type
 * @param permitted what may be written, in words
 * @param parse reads it; throws IllegalArgumentException for what is not permitted
 * @param print writes it so that {@code parse} reads the same value
 */
public record Scalar<T>(
    Class<T> type, String permitted, Function<String, T> parse, Function<T, String> print) {
  String text(Object value) {
    return print.apply(type.cast(value));
  }
}
