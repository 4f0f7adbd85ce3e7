// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One attempt at a call that brought no HTTP answer. */
final class AttemptFailure extends IOException {

  enum Kind {
    /** Not a byte of the request left: no backend can have seen it. */
    NOT_SENT,
    /** The connection broke after bytes of the request had left. */
    LOST,
    /** The backend's database does not do what it is asked. */
    WITHOUT_DATABASE,
    /** No whole answer came in time. */
    TIMED_OUT
  }

  private final Kind kind;

  AttemptFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Nothing was sent, for that reason. */
  static AttemptFailure notSent(Exception cause) {
    return new AttemptFailure(Kind.NOT_SENT, reason(cause), cause);
  }

  /** The connection broke, for that reason. */
  static AttemptFailure lost(Exception cause) {
    return new AttemptFailure(Kind.LOST, reason(cause), cause);
  }

  private static String reason(Exception problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }

  Kind kind() {
    return kind;
  }
}
