// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

/** What stands under a key. */
sealed interface Shape {
  /** One word or text. */
  record Single(Scalar<?> scalar) implements Shape {}

  /**
   * A list of words or texts, none of them twice.
   *
   * @param ordered whether their order means something
   */
  record Several(Scalar<?> scalar, boolean ordered) implements Shape {}

  /** Keys of their own. */
  record Nested(SectionSchema section) implements Shape {}

  /** Sections, each under a name of its own. */
  record Named(SectionSchema section) implements Shape {}
}
