// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.RefusedException;
import dev.bora.srm.surl.Surl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of arguments that several operations share. */
final class Arguments {
  private static final int LONGEST_DESCRIPTION = 1024;

  private Arguments() {}

  /** Some SURLs, but not too many. */
  static List<String> requireSurls(@Nullable List<String> surls, int most) {
    if (surls == null || surls.isEmpty()) {
      throw RefusedException.invalid("The request names no SURL");
    }
    if (surls.size() > most) {
      throw RefusedException.invalid(
          "The request has " + surls.size() + " SURLs, more than " + most);
    }
    return surls;
  }

  /** SURLs that a row can hold as they are. */
  static void requireStorable(List<String> surls) {
    for (String surl : surls) {
      if (surl.length() > Surl.MAX_TEXT_LENGTH) {
        throw RefusedException.invalid(
            "A SURL is longer than " + Surl.MAX_TEXT_LENGTH + " characters");
      }
    }
  }

  /** A description that a row can hold. */
  static void requireDescription(@Nullable String description) {
    if (description != null && description.length() > LONGEST_DESCRIPTION) {
      throw RefusedException.invalid(
          "userRequestDescription is longer than " + LONGEST_DESCRIPTION + " characters");
    }
  }

  /** Absent, zero or more. */
  static void requireNotNegative(String name, @Nullable Integer value) {
    if (value != null && value < 0) {
      throw RefusedException.invalid(name + " is negative: " + value);
    }
  }

  /**
   * The time that is granted, in seconds: what is asked for up to the maximum; the default if
   * nothing or 0 is asked for.
   */
  static int granted(String name, @Nullable Integer asked, Duration byDefault, Duration maximum) {
    requireNotNegative(name, asked);
    if (asked == null || asked == 0) {
      return seconds(byDefault);
    }
    return Math.min(asked, seconds(maximum));
  }

  private static int seconds(Duration duration) {
    return Math.clamp(duration.toSeconds(), 1, Integer.MAX_VALUE);
  }
}
