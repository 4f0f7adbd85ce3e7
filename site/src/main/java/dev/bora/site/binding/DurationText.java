// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 4h}, {@code 7d}.
 */
public final class DurationText {
  /** What {@link #parse} takes. */
  public static final String PERMITTED = "a duration such as 500ms, 2s, 10m, 4h, 7d";

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  private record Unit(String suffix, Duration length) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)),
          new Unit("ms", Duration.ofMillis(1)));

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text is not {@link #PERMITTED}
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not " + PERMITTED);
    }
    String suffix = matcher.group(2);
    Unit unit = UNITS.stream().filter(u -> u.suffix().equals(suffix)).findFirst().orElseThrow();
    return unit.length().multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** Writes a duration of whole milliseconds in the largest unit that is exact. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    Unit unit =
        UNITS.stream()
            .filter(u -> u.length().multipliedBy(duration.dividedBy(u.length())).equals(duration))
            .max(Comparator.comparing(Unit::length))
            .orElseThrow(() -> new IllegalArgumentException(duration + " has part of a ms"));
    return duration.dividedBy(unit.length()) + unit.suffix();
  }
}
