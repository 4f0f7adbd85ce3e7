// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.io.IOException;

/** The client, or the way to it, is gone: there is nobody to answer. */
final class BrokenConnectionException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenConnectionException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
