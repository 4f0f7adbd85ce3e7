// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The way back to one client.
 *
 * @param most how long an answer of any length may take on its way; see {@link TimedAnswer}
 * @param draining whether clients are to come back over another connection
 * @param room has the answer until it is taken
 * @param callback hears how it ended
 */
record Reply(
    Response response,
    Duration most,
    BooleanSupplier draining,
    MessageRoom.Share room,
    Callback callback) {
  private static final String XML = "text/xml;charset=utf-8";
  private static final String TEXT = "text/plain;charset=utf-8";

  /** The client is to come back over another connection. */
  void closesConnection() {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
  }

  /** A document. */
  void xml(byte[] document) {
    send(HttpStatus.OK_200, XML, document);
  }

  /** A Fault, with the status that SOAP 1.1, 6.2, wants. */
  void fault(byte[] fault) {
    send(HttpStatus.INTERNAL_SERVER_ERROR_500, XML, fault);
  }

  /** A line for people. */
  void plain(int status, String text) {
    send(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void send(int status, String type, byte[] body) {
    room.answer(body.length);
    if (draining.getAsBoolean()) {
      closesConnection();
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    Callback taken = new TimedAnswer(response.getRequest(), body.length, most, callback);
    response.write(true, ByteBuffer.wrap(body), taken);
  }

  /** Nobody is there to be answered. */
  void broken(Throwable cause) {
    callback.failed(cause);
  }
}
