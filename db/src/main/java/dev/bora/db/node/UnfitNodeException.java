// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

/**
 * A node's configuration or release does not fit that of the nodes that live: it must not work. The
 * message says what differs, and from whom.
 */
public final class UnfitNodeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With this message. */
  public UnfitNodeException(String message) {
    super(message);
  }
}
