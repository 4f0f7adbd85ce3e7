// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

/** What the search for an order came to. */
public sealed interface Verdict {

  /** There is an order that explains everything. */
  record Explained() implements Verdict {}

  /**
   * There is none.
   *
   * @param missing whether something is not there that should be; else something is there, or
   *     happened, that should not
   * @param story how far the best attempt came, and what fits no more
   */
  record Unexplained(boolean missing, String story) implements Verdict {}

  /** The search took too long. */
  record Undecided(String story) implements Verdict {}
}
