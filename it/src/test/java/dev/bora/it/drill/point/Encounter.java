// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.Queue;

/** Two that meet at one path, at a moment that chance would rarely bring. */
interface Encounter {
  /** As the command line could have it. */
  String name();

  /** Brings it about, on a directory of its own. */
  void run(Stage stage, Queue queue, Demands demands) throws Exception;
}
