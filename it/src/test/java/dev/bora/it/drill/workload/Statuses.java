// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SRM statuses amount to. */
final class Statuses {

  private static final Set<TStatusCode> GOOD =
      EnumSet.of(
          TStatusCode.SRM_SUCCESS, TStatusCode.SRM_SPACE_AVAILABLE, TStatusCode.SRM_FILE_PINNED);
  private static final Set<TStatusCode> WAITING =
      EnumSet.of(TStatusCode.SRM_REQUEST_QUEUED, TStatusCode.SRM_REQUEST_INPROGRESS);

  /** How a frontend says that it has done nothing at all. */
  private static final List<String> NOT_TAKEN =
      List.of(
          "request database is not available",
          "request database takes no changes",
          "request database is full",
          "request database is busy");

  private Statuses() {}

  static Answer answer(TReturnStatus status) {
    @Nullable String explanation = status.explanation();
    String text = explanation == null ? "" : explanation;
    Outcome outcome =
        NOT_TAKEN.stream().anyMatch(text::contains) ? Outcome.UNSENT : outcome(status.statusCode());
    return Answer.of(outcome, status.statusCode().name(), text);
  }

  private static Outcome outcome(TStatusCode code) {
    if (GOOD.contains(code)) {
      return Outcome.OK;
    }
    if (WAITING.contains(code)) {
      return Outcome.WAITING;
    }
    return code == TStatusCode.SRM_INTERNAL_ERROR ? Outcome.DOUBT : Outcome.REFUSED;
  }
}
