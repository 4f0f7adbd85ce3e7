// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.identity.Identity;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** One request and its response, and what the access log tells of them. Used by one thread. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final long began = System.nanoTime();
  private @Nullable Body body;
  private @Nullable Grant grant;
  private long bytes;
  private boolean broken;

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  /** What the client sends; asking it for bytes tells a client that waits to go on. */
  Body body() {
    if (body == null) {
      body = new Body(request);
    }
    return body;
  }

  /** Whether the client was told to send its body, or does so unasked. */
  boolean isBodyOnItsWay() {
    return body != null || !request.getHeaders().contains(HttpHeader.EXPECT);
  }

  /** Subject of the certificate that the client showed. */
  Optional<String> dn() {
    return IdentityHandler.identityIfShown(request).map(Identity::dn);
  }

  Optional<Grant> grant() {
    return Optional.ofNullable(grant);
  }

  void grant(Grant found) {
    grant = found;
  }

  /** Bytes of file data that went through. */
  long bytes() {
    return bytes;
  }

  void count(long more) {
    bytes += more;
  }

  /** The connection broke before the end. */
  boolean isBroken() {
    return broken;
  }

  void broke() {
    broken = true;
  }

  Duration duration() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
