// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

/** A request that is answered with an error; the message is fit for the client. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status of HTTP, 400 to 599
   */
  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  Refusal(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
