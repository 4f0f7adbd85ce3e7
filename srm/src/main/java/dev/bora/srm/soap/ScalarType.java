// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** The types of XML Schema that SRM uses. */
enum ScalarType implements ValueType {
  STRING("string") {
    @Override
    Object parse(String text) {
      return text;
    }
  },

  /**
   * White space before it goes, as does white space with a line break after it, which comes from
   * indenting; blanks after it stay, since the name of a file may end with one.
   */
  ANY_URI("anyURI") {
    @Override
    Object parse(String text) {
      String start = text.stripLeading();
      String end = start.stripTrailing();
      String space = start.substring(end.length());
      return space.indexOf('\n') >= 0 || space.indexOf('\r') >= 0 ? end : start;
    }
  },

  INT("int") {
    @Override
    Object parse(String text) {
      requireDigits(text, "is not an integer");
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("is not an integer of 32 bits", e);
      }
    }
  },

  /** As far as a long goes: no file is larger than 2^63-1. */
  UNSIGNED_LONG("unsignedLong") {
    @Override
    Object parse(String text) {
      requireDigits(text, "is not an integer");
      try {
        return requireNotNegative(Long.parseLong(text));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("is not from 0 to " + Long.MAX_VALUE, e);
      }
    }

    @Override
    String format(Object value) {
      return Long.toString(requireNotNegative((Long) value));
    }
  },

  BOOLEAN("boolean") {
    @Override
    Object parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> throw new IllegalArgumentException("is neither true nor false");
      };
    }
  },

  /**
   * A time without a zone is taken for UTC, as gSOAP writes it; written with milliseconds and Z.
   */
  DATE_TIME("dateTime") {
    @Override
    Object parse(String text) {
      try {
        TemporalAccessor time =
            DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime withZone
            ? withZone.toInstant()
            : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("is not a time such as 2026-11-21T02:28:52Z", e);
      }
    }

    @Override
    String format(Object value) {
      return MILLISECONDS.format((Instant) value);
    }
  };

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String xmlName;

  ScalarType(String xmlName) {
    this.xmlName = xmlName;
  }

  @Override
  public String xmlName() {
    return xmlName;
  }

  /**
   * Reads a value from its text, which is trimmed unless this is STRING or ANY_URI.
   *
   * @throws IllegalArgumentException whose message says what the text is not
   */
  abstract Object parse(String text);

  String format(Object value) {
    return value.toString();
  }

  private static long requireNotNegative(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("is not from 0 to " + Long.MAX_VALUE);
    }
    return value;
  }

  // Integer.parseInt takes the digits of every script.
  private static void requireDigits(String text, String otherwise) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
