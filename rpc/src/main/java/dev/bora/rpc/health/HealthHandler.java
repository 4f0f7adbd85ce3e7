// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

import dev.bora.rpc.health.Health.Draining;
import dev.bora.rpc.health.Health.Unwell;
import dev.bora.rpc.health.Health.Well;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GET and HEAD /health, /health/last-resort and /health/state, on the thread that read the request:
 * it waits for no other one.
 */
final class HealthHandler extends Handler.Abstract.NonBlocking {

  private static final Logger log = LoggerFactory.getLogger(HealthHandler.class);

  private static final String HEALTH = "/health";
  private static final String LAST_RESORT = "/health/last-resort";
  private static final String STATE = "/health/state";
  private static final Set<String> PATHS = Set.of(HEALTH, LAST_RESORT, STATE);

  private final HealthSource source;

  HealthHandler(HealthSource source) {
    this.source = source;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    String path = request.getHttpURI().getPath();
    if (!PATHS.contains(path)) {
      answer(response, callback, HttpStatus.NOT_FOUND_404, "not found\n", "text/plain", head);
    } else if (!head && !HttpMethod.GET.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      answer(
          response,
          callback,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "use GET or HEAD\n",
          "text/plain",
          false);
    } else {
      tell(request, response, callback, path);
    }
    return true;
  }

  private void tell(Request request, Response response, Callback callback, String path) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    Health health = current();
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (STATE.equals(path)) {
      answer(response, callback, HttpStatus.OK_200, HealthText.state(health), "text/plain", head);
      return;
    }
    boolean lastResort = LAST_RESORT.equals(path);
    boolean good =
        switch (health) {
          case Well _ -> true;
          case Draining _ -> lastResort;
          case Unwell unwell -> lastResort && unwell.lastResort();
        };
    int status = good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
    boolean json = request.getHeaders().contains(HttpHeader.ACCEPT, "application/json");
    answer(
        response,
        callback,
        status,
        json ? HealthText.json(health) : HealthText.plain(health),
        json ? "application/json" : "text/plain",
        head);
  }

  private Health current() {
    try {
      return source.current();
    } catch (RuntimeException broken) {
      log.error("this node cannot tell how it is", broken);
      return new Unwell(List.of("this node cannot tell how it is; its log has the reason"));
    }
  }

  private static void answer(
      Response response, Callback callback, int status, String text, String type, boolean head) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + ";charset=utf-8");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
  }
}
