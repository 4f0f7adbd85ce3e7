// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.SharedSecret;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/** Decides from its head alone whether a request's body is read at all. */
record Gate(SharedSecret secret, int maxRequestBytes) {

  private static final String PATH = "/RPC2";

  /** The HTTP status to refuse with, or nothing if the body may be read. */
  OptionalInt refusal(Request request) {
    HttpFields headers = request.getHeaders();
    if (!PATH.equals(request.getHttpURI().getPathQuery())) {
      return OptionalInt.of(HttpStatus.NOT_FOUND_404);
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      return OptionalInt.of(HttpStatus.METHOD_NOT_ALLOWED_405);
    }
    if (!knowsSecret(headers)) {
      // Missing, wrong and repeated look the same.
      return OptionalInt.of(HttpStatus.FORBIDDEN_403);
    }
    // The library would unpack gzip without a bound (CVE-2016-5004).
    if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
      return OptionalInt.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
    }
    return lengthRefusal(headers);
  }

  private OptionalInt lengthRefusal(HttpFields headers) {
    long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
    if (length < 0 || headers.contains(HttpHeader.TRANSFER_ENCODING)) {
      return OptionalInt.of(HttpStatus.LENGTH_REQUIRED_411);
    }
    return length > maxRequestBytes
        ? OptionalInt.of(HttpStatus.PAYLOAD_TOO_LARGE_413)
        : OptionalInt.empty();
  }

  private boolean knowsSecret(HttpFields headers) {
    List<HttpField> presented = headers.getFields(SharedSecret.HEADER);
    String value = presented.size() == 1 ? presented.getFirst().getValue() : null;
    return value != null && secret.matches(value);
  }
}
