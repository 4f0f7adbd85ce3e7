// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SRM statuses amount to. */
final class Statuses {

  private static final Set<TStatusCode> GOOD =
      EnumSet.of(
          TStatusCode.SRM_SUCCESS, TStatusCode.SRM_SPACE_AVAILABLE, TStatusCode.SRM_FILE_PINNED);
  private static final Set<TStatusCode> WAITING =
      EnumSet.of(TStatusCode.SRM_REQUEST_QUEUED, TStatusCode.SRM_REQUEST_INPROGRESS);

  private Statuses() {}

  static Answer answer(TReturnStatus status) {
    @Nullable String explanation = status.explanation();
    return Answer.of(
        outcome(status.statusCode()),
        status.statusCode().name(),
        explanation == null ? "" : explanation);
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
