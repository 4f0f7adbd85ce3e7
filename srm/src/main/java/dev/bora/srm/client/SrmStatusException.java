// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;

/** The server answered, and the answer is no success. */
public final class SrmStatusException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient TReturnStatus status;

  SrmStatusException(TReturnStatus status) {
    super(text(status));
    this.status = status;
  }

  /** The status code of the answer. */
  public TStatusCode statusCode() {
    return status.statusCode();
  }

  /** The server's text for people; empty when it gave none. */
  public String explanation() {
    return status.explanation() == null ? "" : status.explanation();
  }

  private static String text(TReturnStatus status) {
    String explanation = status.explanation();
    return explanation == null || explanation.isBlank()
        ? status.statusCode().name()
        : status.statusCode() + ": " + explanation.strip();
  }
}
