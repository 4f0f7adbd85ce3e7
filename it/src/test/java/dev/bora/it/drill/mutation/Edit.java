// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.mutation;

/**
 * A change of a source file.
 *
 * @param text occurs exactly once, with its line breaks
 * @param replacement takes its place
 */
public record Edit(String text, String replacement) {

  /**
   * Makes it.
   *
   * @throws IllegalStateException if the text does not occur exactly once: the mutation is to be
   *     written anew
   */
  public String of(String source) {
    int first = source.indexOf(text);
    if (first < 0 || source.indexOf(text, first + 1) >= 0) {
      throw new IllegalStateException("there is not exactly one: " + text);
    }
    return source.substring(0, first) + replacement + source.substring(first + text.length());
  }
}
