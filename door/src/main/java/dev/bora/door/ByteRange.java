// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of a file.
 *
 * @param first offset of the first one
 * @param last offset of the last one; first - 1 if there is none
 */
record ByteRange(long first, long last) {
  private static final Pattern SINGLE =
      Pattern.compile("(?i)bytes\\s*=[\\s,]*(\\d{0,18})\\s*-\\s*(\\d{0,18})[\\s,]*");
  private static final Pattern CONTENT =
      Pattern.compile("(?i)bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /** All of a file. */
  static ByteRange whole(long size) {
    return new ByteRange(0, size - 1);
  }

  long length() {
    return last - first + 1;
  }

  /**
   * What a Range header asks for. Several ranges, other units and what cannot be read count as no
   * header, as RFC 9110 (14.2) permits: the client gets the whole file.
   *
   * @return empty: the whole file
   * @throws Refusal 416 if none of it is there
   */
  static Optional<ByteRange> asked(@Nullable String header, long size) throws Refusal {
    Matcher matcher = SINGLE.matcher(header == null ? "" : header.trim());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = Math.min(size, Long.parseLong(matcher.group(2)));
      return Optional.of(satisfiable(new ByteRange(size - suffix, size - 1), size));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    return last < first
        ? Optional.empty()
        : Optional.of(satisfiable(new ByteRange(first, Math.min(last, size - 1)), size));
  }

  private static ByteRange satisfiable(ByteRange range, long size) throws Refusal {
    if (range.length() <= 0) {
      throw new Refusal(
          HttpStatus.RANGE_NOT_SATISFIABLE_416, "the file has " + size + " bytes: none in range");
    }
    return range;
  }

  /**
   * Where the body of a PUT goes (RFC 9110, 14.5): {@code bytes first-last/total}, the total may be
   * {@code *}.
   *
   * @return empty without the header
   * @throws Refusal 400 if it cannot be read
   */
  static Optional<ByteRange> ofContent(@Nullable String header) throws Refusal {
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = CONTENT.matcher(header.trim());
    if (matcher.matches()) {
      ByteRange range =
          new ByteRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
      String total = matcher.group(3);
      if (range.length() > 0 && (total.equals("*") || Long.parseLong(total) > range.last)) {
        return Optional.of(range);
      }
    }
    throw new Refusal(HttpStatus.BAD_REQUEST_400, "Content-Range is to be: bytes first-last/total");
  }
}
