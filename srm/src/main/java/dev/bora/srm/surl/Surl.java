// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A site URL, in its simple form {@code srm://host[:port]/path} or its query form {@code
 * srm://host[:port]/srm/managerv2?SFN=/path}. It is not a URI: clients send blanks, percent signs,
 * number signs and question marks as they are in the name of the file, so nothing is decoded, and
 * the first {@code ?SFN=}, wherever it stands, takes all the rest for the path.
 *
 * <p>Two SURLs name the same file when their paths are equal, whatever their host, port and form.
 *
 * @param text as the caller wrote it, to be echoed
 * @param host a name or an address; an IPv6 address in its brackets
 * @param port 1 to 65535, if given
 * @param path from the site's root: it begins with a slash, has neither empty components nor {@code
 *     .} or {@code ..}, and ends in a slash only when it is the root
 */
public record Surl(String text, String host, OptionalInt port, String path) {

  /** The longest component of a path, in bytes of UTF-8. */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** The longest path, in bytes of UTF-8. */
  public static final int MAX_PATH_BYTES = 3000;

  /** The longest SURL as the caller may write it, in UTF-16 units. */
  public static final int MAX_TEXT_LENGTH = 4096;

  private static final String SCHEME = "srm://";
  private static final String SITE_FILE_NAME = "?SFN=";
  private static final int MAX_PORT = 65_535;
  private static final String TOO_LONG = "File name too long";

  // Host, or IPv6 address in brackets, and port; a colon without a port is let pass.
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{0,5}))?");

  /**
   * Reads a SURL.
   *
   * @throws InvalidSurlException when it is none, has a control character or one that XML cannot
   *     hold, climbs above the root, or is too long
   */
  public static Surl parse(String text) throws InvalidSurlException {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new InvalidSurlException(TOO_LONG);
    }
    if (!text.codePoints().allMatch(NameCharacters::isAllowed)) {
      throw new InvalidSurlException("Invalid SURL: it has a control character or invalid Unicode");
    }
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new InvalidSurlException("Invalid SURL: it does not begin with srm://");
    }
    int slash = text.indexOf('/', SCHEME.length());
    int query = text.indexOf(SITE_FILE_NAME, SCHEME.length());
    if (slash < 0 || (query >= 0 && query < slash)) {
      throw new InvalidSurlException("Invalid SURL: there is no '/' after the host");
    }
    Matcher authority = AUTHORITY.matcher(text.substring(SCHEME.length(), slash));
    if (!authority.matches()) {
      throw new InvalidSurlException("Invalid SURL: srm:// must be followed by host[:port]/");
    }
    String path = text.substring(query < 0 ? slash : query + SITE_FILE_NAME.length());
    if (!path.startsWith("/")) {
      throw new InvalidSurlException("Invalid SURL: the path after ?SFN= must begin with '/'");
    }
    return new Surl(text, authority.group(1), port(authority.group(2)), canonical(path));
  }

  /** The path as the bytes that name the file: UTF-8. */
  public byte[] canonicalBytes() {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  private static OptionalInt port(@Nullable String digits) throws InvalidSurlException {
    if (digits == null || digits.isEmpty()) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > MAX_PORT) {
      throw new InvalidSurlException("Invalid SURL: a port is a number from 1 to " + MAX_PORT);
    }
    return OptionalInt.of(port);
  }

  private static String canonical(String path) throws InvalidSurlException {
    StringBuilder canonical = new StringBuilder(path.length());
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String component = path.substring(start, end);
      switch (component) {
        case "", "." -> {
          // names nothing new
        }
        case ".." -> {
          if (canonical.isEmpty()) {
            throw new InvalidSurlException("Invalid SURL: '..' climbs above the root");
          }
          canonical.setLength(canonical.lastIndexOf("/"));
        }
        default -> {
          if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
            throw new InvalidSurlException(TOO_LONG);
          }
          canonical.append('/').append(component);
        }
      }
      start = end + 1;
    }
    String result = canonical.isEmpty() ? "/" : canonical.toString();
    if (result.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new InvalidSurlException(TOO_LONG);
    }
    return result;
  }
}
