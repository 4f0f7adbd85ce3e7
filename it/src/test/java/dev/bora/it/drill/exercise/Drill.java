// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

/** A drill: what it does to what. */
public interface Drill {

  /** As the command line has it: lower-case words with hyphens. */
  String name();

  /** One sentence of what it does to what. */
  String sentence();

  /** How many rounds it has when drills are run in little time; 0: it is not among them. */
  default int fewRounds() {
    return 1;
  }

  /**
   * Does it, and adds what came of it to the context's findings and figures.
   *
   * @throws Exception it could not be done; the drill has failed
   */
  void run(DrillContext context) throws Exception;
}
