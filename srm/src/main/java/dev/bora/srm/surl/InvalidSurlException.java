// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

import java.util.Objects;

/** A text that is no SURL, or whose path cannot be a path: SRM_INVALID_PATH. */
public final class InvalidSurlException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSurlException(String explanation) {
    super(explanation);
  }

  /** What is wrong, for the caller to read. */
  public String explanation() {
    return Objects.requireNonNull(getMessage());
  }
}
