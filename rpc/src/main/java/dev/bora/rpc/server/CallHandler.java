// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.contract.AskAgainException;
import dev.bora.rpc.wire.XmlDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.apache.xmlrpc.XmlRpcException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** POST /RPC2: guards the processor, and answers with whole bodies of known length. */
final class CallHandler extends Handler.Abstract {

  /** Tells a frontend which backend is behind a connection through the directors. */
  static final String BACKEND_HEADER = "Bora-Backend";

  private static final Logger log = LoggerFactory.getLogger(CallHandler.class);

  private final Gate gate;
  private final Admission admission;
  private final CallProcessor processor;
  private final String backendId;
  private final Duration bodyTimeout;
  private volatile boolean draining;

  CallHandler(BackendServerConfig config, Gate gate, Admission admission, CallProcessor processor) {
    this.gate = gate;
    this.admission = admission;
    this.processor = processor;
    this.backendId = config.backendId();
    this.bodyTimeout = config.bodyTimeout();
  }

  /** Whether from now on every answer asks for its connection to be closed. */
  void drain(boolean on) {
    draining = on;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    OptionalInt refusal = gate.refusal(request);
    if (refusal.isPresent()) {
      refuse(refusal.getAsInt(), request, response, callback);
    } else if (!admission.tryEnter()) {
      response.getHeaders().put(BACKEND_HEADER, backendId);
      refuse(HttpStatus.SERVICE_UNAVAILABLE_503, request, response, callback);
    } else {
      answer(request, response, Callback.from(callback, admission::leave));
    }
    return true;
  }

  private void answer(Request request, Response response, Callback callback) {
    try {
      byte[] body = read(request);
      response.getHeaders().put(BACKEND_HEADER, backendId);
      if (XmlDocuments.hasDoctype(body)) {
        refuse(HttpStatus.BAD_REQUEST_400, request, response, callback);
        return;
      }
      byte[] reply = processor.process(body);
      response.setStatus(HttpStatus.OK_200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml;charset=utf-8");
      if (draining) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.length);
      response.write(true, ByteBuffer.wrap(reply), callback);
    } catch (SlowBodyException slow) {
      refuse(HttpStatus.REQUEST_TIMEOUT_408, request, response, callback);
    } catch (AskAgainException again) {
      int status =
          again.isWithoutDatabase()
              ? HttpStatus.INSUFFICIENT_STORAGE_507
              : HttpStatus.GATEWAY_TIMEOUT_504;
      refuse(status, request, response, callback);
    } catch (IOException | XmlRpcException broken) {
      log.debug("connection from {} broke", Request.getRemoteAddr(request), broken);
      callback.failed(broken);
    } catch (RuntimeException | Error broken) {
      // The admission must be left whatever happens.
      callback.failed(broken);
    }
  }

  /** An idle time-out alone would let a body trickle in for ever. */
  private byte[] read(Request request) throws IOException {
    byte[] body = new byte[Math.toIntExact(request.getLength())];
    long start = System.nanoTime();
    // Not closed: closing would wait for the rest of a body that is refused.
    InputStream input = Request.asInputStream(request);
    int filled = 0;
    while (filled < body.length) {
      int count = readSome(input, body, filled);
      if (count < 0) {
        throw new IOException("the body ended after " + filled + " of " + body.length + " bytes");
      }
      filled += count;
      if (filled < body.length && System.nanoTime() - start > bodyTimeout.toNanos()) {
        throw new SlowBodyException();
      }
    }
    return body;
  }

  private static int readSome(InputStream input, byte[] body, int filled) throws IOException {
    try {
      return input.read(body, filled, body.length - filled);
    } catch (IOException failed) {
      if (failed.getCause() instanceof TimeoutException) {
        throw new SlowBodyException();
      }
      throw failed;
    }
  }

  private static void refuse(int status, Request request, Response response, Callback callback) {
    // Nothing of the request itself: neither what was presented as secret, nor what could forge a
    // line.
    log.atLevel(status >= HttpStatus.GATEWAY_TIMEOUT_504 ? Level.DEBUG : Level.WARN)
        .log("refused a call from {} with {}", Request.getRemoteAddr(request), status);
    response.setStatus(status);
    if (status == HttpStatus.METHOD_NOT_ALLOWED_405) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
    }
    // What is left of the body is not worth reading.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  private static final class SlowBodyException extends IOException {}
}
