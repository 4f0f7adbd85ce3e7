// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * A path that cannot name anything public in a storage area (SRM_INVALID_PATH); the message is fit
 * for the client.
 */
public final class InvalidAreaPathException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidAreaPathException(String message) {
    super(message);
  }
}
