// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What must be at a place; what is not is a finding.
 *
 * @param place for people
 * @param context where findings go
 */
record Demands(Object place, DrillContext context) {
  private static final Duration LOOK = Duration.ofMillis(50);

  private void missed(Problem problem, String story) {
    context.findings().add(problem, place + ": " + story);
  }

  void status(String what, TStatusCode expected, TReturnStatus status) {
    if (status.statusCode() != expected) {
      missed(Problem.SURPRISE, what + ": " + status);
    }
  }

  void success(String what, TReturnStatus status) {
    status(what, TStatusCode.SRM_SUCCESS, status);
  }

  /** A path is used that nobody has any more. */
  void free(String what, TReturnStatus status) {
    if (status.statusCode() == TStatusCode.SRM_FILE_BUSY) {
      missed(Problem.STUCK, what + ": " + status);
    } else {
      success(what, status);
    }
  }

  /** A path is used that somebody has. */
  void busy(String what, TReturnStatus status) {
    if (status.statusCode() == TStatusCode.SRM_SUCCESS) {
      missed(Problem.DOUBLED, what + ": two at once: " + status);
    } else {
      status(what, TStatusCode.SRM_FILE_BUSY, status);
    }
  }

  void tree(String when, Map<String, String> tree, Map<String, String> expected) {
    if (!tree.equals(expected)) {
      boolean lost = !tree.entrySet().containsAll(expected.entrySet());
      missed(
          lost ? Problem.LOST : Problem.DOUBLED,
          "%s: %s instead of %s".formatted(when, tree, expected));
    }
  }

  /** Everything ends. */
  void rest(Queue queue, Duration patience) throws SQLException {
    List<String> underWay = queue.underWay();
    long end = System.nanoTime() + patience.toNanos();
    while (!underWay.isEmpty()) {
      if (System.nanoTime() > end) {
        underWay.forEach(line -> missed(Problem.STUCK, line));
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
      underWay = queue.underWay();
    }
  }
}
