// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a door reads in a TURL: {@code /<file id>/<secret>/<name>}. The name is for people and does
 * not count.
 *
 * @param secret 22 to 128 characters of base64url: 128 bits at least
 */
record Turl(long fileId, String secret) {
  private static final Pattern PATH =
      Pattern.compile("/+([1-9][0-9]{0,17})/+([A-Za-z0-9_-]{22,128})(?:/.*)?", Pattern.DOTALL);
  private static final Pattern URL = Pattern.compile("(?:https|davs)://[^/]+(/.*)", Pattern.DOTALL);

  /** From the path of a request, as it was sent. */
  static Optional<Turl> inPath(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(new Turl(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** From a whole TURL; empty for one of another protocol. */
  static Optional<Turl> inUrl(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches() ? inPath(matcher.group(1)) : Optional.empty();
  }

  /** Takes as long for a near miss as for any other. */
  boolean isSameAs(Turl other) {
    return MessageDigest.isEqual(bytes(), other.bytes()) && fileId == other.fileId;
  }

  private byte[] bytes() {
    return secret.getBytes(StandardCharsets.US_ASCII);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "TURL of file " + fileId;
  }
}
