// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Where the bytes of one file go to or come from. */
sealed interface Turl {

  /** A server's. */
  record Https(String host, int port, String target) implements Turl {}

  /** A file that is mounted here. */
  record Local(Path path) implements Turl {}

  /**
   * Reads a TURL.
   *
   * @throws ProtocolException it is none, or of a protocol that was not asked for
   */
  static Turl parse(String text) throws ProtocolException {
    try {
      URI uri = new URI(text);
      String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "https", "davs" -> https(text, uri);
        case "file" -> new Local(Path.of(Objects.requireNonNullElse(uri.getPath(), "")));
        default -> throw new ProtocolException("the server's TURL is of no use here: " + text);
      };
    } catch (URISyntaxException e) {
      throw (ProtocolException)
          new ProtocolException("the server's TURL is malformed: " + text).initCause(e);
    }
  }

  private static Https https(String text, URI uri) throws ProtocolException {
    String host = uri.getHost();
    if (host == null || uri.getRawPath().isEmpty()) {
      throw new ProtocolException("the server's TURL is malformed: " + text);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Https(bare, uri.getPort() < 0 ? 443 : uri.getPort(), uri.getRawPath() + query);
  }
}
