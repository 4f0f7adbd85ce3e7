// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.util.concurrent.atomic.AtomicReference;

/** How far a call is, for who waits for it and may give it up. */
final class Progress {
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WORKING);

  private enum Stage {
    WORKING,
    COMMITTING,
    GIVEN_UP
  }

  /** The work begins, or begins again because the server has undone it. */
  void begin() {
    if (stage.getAndUpdate(now -> now == Stage.GIVEN_UP ? now : Stage.WORKING) == Stage.GIVEN_UP) {
      throw new GivenUpException();
    }
  }

  /** The commit is about to be sent. */
  void commits() {
    if (!stage.compareAndSet(Stage.WORKING, Stage.COMMITTING)) {
      throw new GivenUpException();
    }
  }

  boolean isCommitting() {
    return stage.get() == Stage.COMMITTING;
  }

  /**
   * Nobody waits for it any more.
   *
   * @return whether it is certain that it does not commit
   */
  boolean giveUp() {
    return stage.compareAndSet(Stage.WORKING, Stage.GIVEN_UP);
  }

  /** Nobody hears of it. */
  private static final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GivenUpException() {
      super("nobody waits for this transaction any more");
    }
  }
}
