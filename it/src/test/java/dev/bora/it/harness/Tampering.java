// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

/**
 * What happens to connections on their way through a relay. It is asked by many threads, each of
 * which waits for the answer: who takes a while with it delays that direction of that connection.
 */
public interface Tampering {

  /** Everything passes. */
  Tampering NONE = (piece, count) -> count;

  /**
   * Bytes that are about to pass.
   *
   * @param toServer on their way to the server, else to the client
   * @param begins whether they are the first since the other side has spoken
   * @param request the begin of what the client said last, these bytes included, as ISO-8859-1; at
   *     most {@value Conversation#REMEMBERED} bytes of it
   */
  record Piece(boolean toServer, boolean begins, String request) {}

  /**
   * Decides.
   *
   * @param count how many bytes there are, at least 1
   * @return how many of them pass; if it is not all, the connection is cut then
   */
  int passes(Piece piece, int count);
}
