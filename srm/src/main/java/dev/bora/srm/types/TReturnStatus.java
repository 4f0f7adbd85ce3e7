// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * How a call, a request or one file of it stands or ended.
 *
 * @param statusCode the status
 * @param explanation a text for people
 */
public record TReturnStatus(TStatusCode statusCode, @Nullable String explanation) {
  /** A status without a text. */
  public TReturnStatus(TStatusCode statusCode) {
    this(statusCode, null);
  }
}
