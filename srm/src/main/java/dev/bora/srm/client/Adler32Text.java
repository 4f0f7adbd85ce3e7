// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.types.TMetaDataPathDetail;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** adler32 as servers write it: hexadecimal digits, some without leading zeros. */
final class Adler32Text {

  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,8}");
  private static final Pattern IN_DIGEST =
      Pattern.compile("(?i)(?:^|[,\\s])adler32=([0-9a-f]{1,8})(?:[,\\s]|$)");

  private Adler32Text() {}

  /** 8 hexadecimal digits. */
  static String of(long value) {
    return "%08x".formatted(value);
  }

  /** From an HTTP Digest header (RFC 3230). */
  static Optional<String> ofDigest(String header) {
    Matcher matcher = IN_DIGEST.matcher(header);
    return matcher.find() ? Optional.of(normal(matcher.group(1))) : Optional.empty();
  }

  /** From an answer of srmLs. */
  static Optional<String> of(TMetaDataPathDetail detail) {
    String type = detail.checkSumType();
    String value = detail.checkSumValue();
    return type != null
            && type.equalsIgnoreCase("adler32")
            && value != null
            && HEX.matcher(value).matches()
        ? Optional.of(normal(value))
        : Optional.empty();
  }

  private static String normal(String digits) {
    return "0".repeat(8 - digits.length()) + digits.toLowerCase(Locale.ROOT);
  }
}
