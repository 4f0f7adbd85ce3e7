// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import dev.bora.rpc.contract.Outcome;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Set;

/** Statuses of files, as backends name them and as calls sum them up. */
public final class Outcomes {
  /** What a call as a whole may say if all its files say it. */
  private static final Set<TStatusCode> COMMON =
      Set.of(TStatusCode.SRM_AUTHORIZATION_FAILURE, TStatusCode.SRM_INTERNAL_ERROR);

  private Outcomes() {}

  /** A backend's outcome; a code of a newer release is SRM_FAILURE. */
  public static TReturnStatus status(Outcome outcome) {
    for (TStatusCode code : TStatusCode.values()) {
      if (code.name().equals(outcome.statusCode())) {
        return new TReturnStatus(code, outcome.explanation());
      }
    }
    return new TReturnStatus(TStatusCode.SRM_FAILURE, outcome.explanation());
  }

  /**
   * The status of a call from those of its files.
   *
   * @param files at least one
   * @param good the codes that count as success
   */
  public static TReturnStatus sum(List<TReturnStatus> files, Set<TStatusCode> good) {
    return sum(files, good, COMMON);
  }

  /**
   * As {@link #sum(List, Set)}, with other codes that a call may have when all its files have them.
   */
  public static TReturnStatus sum(
      List<TReturnStatus> files, Set<TStatusCode> good, Set<TStatusCode> common) {
    long successes = files.stream().filter(file -> good.contains(file.statusCode())).count();
    if (successes == files.size()) {
      return new TReturnStatus(TStatusCode.SRM_SUCCESS, only(files, "All files were handled"));
    }
    if (successes > 0) {
      return new TReturnStatus(
          TStatusCode.SRM_PARTIAL_SUCCESS, "Some files were successful while others failed");
    }
    TStatusCode first = files.getFirst().statusCode();
    boolean same = files.stream().allMatch(file -> file.statusCode() == first);
    return new TReturnStatus(
        same && common.contains(first) ? first : TStatusCode.SRM_FAILURE,
        only(files, "All files failed"));
  }

  private static String only(List<TReturnStatus> files, String otherwise) {
    String own = files.size() == 1 ? files.getFirst().explanation() : null;
    return own == null ? otherwise : own;
  }
}
