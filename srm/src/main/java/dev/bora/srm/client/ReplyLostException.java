// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.IOException;

/**
 * A request was sent, in part at least, and no complete reply came: whether the server acted on it
 * is not known. It is never repeated here.
 */
public final class ReplyLostException extends IOException {

  private static final long serialVersionUID = 1;

  ReplyLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
