// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

/**
 * Sees the transactions of an incarnation, on the thread that runs them. There is none in a running
 * site: drills install one to hold a backend on either side of the fence's check.
 */
public interface FenceWitness {
  /** Where a transaction is. */
  enum Moment {
    /** Before it begins. */
    BEGINS,
    /** The fence has let it in, and nothing is committed. */
    LET_IN,
    /** It has committed, and nobody knows yet. */
    COMMITTED
  }

  /** Called at each moment; a transaction that runs again is let in again. */
  void at(Moment moment);

  /** From now on, for this process. */
  static void install(FenceWitness witness) {
    Fence.witness(witness);
  }
}
