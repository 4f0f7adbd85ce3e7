// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;

/** A call is refused as a whole: its answer is this status and nothing else. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final TStatusCode code;
  private final String explanation;

  /**
   * A refusal.
   *
   * @param code for the whole call
   * @param explanation for the user
   */
  public RefusedException(TStatusCode code, String explanation) {
    super(code + ": " + explanation);
    this.code = code;
    this.explanation = explanation;
  }

  /** A refusal of arguments: SRM_INVALID_REQUEST. */
  public static RefusedException invalid(String explanation) {
    return new RefusedException(TStatusCode.SRM_INVALID_REQUEST, explanation);
  }

  /** A refusal of something that this server does not do: SRM_NOT_SUPPORTED. */
  public static RefusedException notSupported(String explanation) {
    return new RefusedException(TStatusCode.SRM_NOT_SUPPORTED, explanation);
  }

  /** What the client is answered. */
  public TReturnStatus status() {
    return new TReturnStatus(code, explanation);
  }
}
