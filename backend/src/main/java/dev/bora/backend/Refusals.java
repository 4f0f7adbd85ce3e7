// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.call.Waiting.NotYetException;
import dev.bora.backend.work.Task.DeadlinePassedException;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.rpc.contract.AskAgainException;
import org.jspecify.annotations.Nullable;

/**
 * What a frontend is told of a call that was not ended here.
 *
 * @param trouble of the database at the moment
 */
record Refusals(RecentTrouble trouble) {
  /** What somebody else can do, or this process itself in a moment, is to be asked again. */
  Throwable toldApart(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    return switch (problem) {
      case DatabaseUnavailableException _ -> AskAgainException.withoutDatabase(message, problem);
      case FencedException _, DeadlinePassedException _, NotYetException _ ->
          askAgain(message, problem);
      default -> problem;
    };
  }

  /** An incarnation ends itself when the database does not let it beat: no other can mend that. */
  AskAgainException askAgain(String message, @Nullable Throwable cause) {
    return trouble.isThere()
        ? AskAgainException.withoutDatabase(message, cause)
        : new AskAgainException(message, cause);
  }
}
