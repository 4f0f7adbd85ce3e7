// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  static final String PERMITTED = "a size such as 500GB, 2TiB, or a plain number of bytes";

  private static final Pattern FORM = Pattern.compile("(\\d{1,19})([kKMGTP]i?B|B)?");

  private record Unit(String suffix, long bytes) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("PiB", 1L << 50),
          new Unit("PB", 1_000_000_000_000_000L),
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000L),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("kB", 1_000L),
          new Unit("B", 1L));

  /** Refuses negative sizes. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /**
   * Reads a size; units with an i are powers of 1024, the others of 1000.
   *
   * @throws IllegalArgumentException if the text is none, or is larger than 2^63 - 1 bytes
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not " + PERMITTED);
    }
    String suffix = matcher.group(2) == null ? "B" : matcher.group(2);
    Unit unit =
        UNITS.stream()
            .filter(u -> u.suffix().equals(suffix))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(text + " is not " + PERMITTED));
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit.bytes()));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is too large", e);
    }
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The size in the largest unit that is exact. */
  @Override
  public String toString() {
    Unit unit =
        bytes == 0
            ? UNITS.getLast()
            : UNITS.stream().filter(u -> bytes % u.bytes() == 0).findFirst().orElseThrow();
    return bytes / unit.bytes() + unit.suffix();
  }
}
