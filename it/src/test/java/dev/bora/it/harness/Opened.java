// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one on top of the other; the last is closed first, and each in any case. */
public final class Opened {
  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  /** It is closed with the others. */
  public <T extends AutoCloseable> T add(T resource) {
    all.push(resource);
    return resource;
  }

  /** Closes all; what goes wrong is told by the problem that made it necessary. */
  public void closeAfter(Throwable problem) {
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (Exception | AssertionError e) {
        problem.addSuppressed(e);
      }
    }
  }

  /**
   * Closes all.
   *
   * @param whole what they were parts of
   * @throws AssertionError some could not be closed, or found then what was wrong
   */
  public void close(String whole) {
    requireNone(new AssertionError(whole + " did not end as it should"));
  }

  /** The same, with what else went wrong as the problem's suppressed ones. */
  public void requireNone(AssertionError problem) {
    closeAfter(problem);
    if (problem.getSuppressed().length > 0) {
      throw problem;
    }
  }
}
