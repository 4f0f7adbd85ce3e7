// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import dev.bora.it.harness.Tampering.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Who said what on a connection where client and server speak in turn, as HTTP's do. */
final class Conversation {

  /** Bytes of a request that are remembered: more than an HTTP head and an XML-RPC method name. */
  static final int REMEMBERED = 4096;

  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private boolean clientSpeaks;

  /** Takes down what is about to pass. */
  synchronized Piece hear(boolean toServer, byte[] bytes, int count) {
    boolean begins = request.size() == 0 || clientSpeaks != toServer;
    clientSpeaks = toServer;
    if (toServer) {
      if (begins) {
        request.reset();
      }
      request.write(bytes, 0, Math.min(count, REMEMBERED - request.size()));
    }
    return new Piece(toServer, begins, request.toString(StandardCharsets.ISO_8859_1));
  }
}
