// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.io.IOException;

/** A root that cannot be a storage area on this host; the message tells the operator why. */
public final class AreaRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  AreaRefusedException(String message) {
    super(message);
  }
}
