// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.frontend.call.RefusedException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Request tokens: UUIDs of version 7 (RFC 9562, 5.7), which begin with their time, so that a token
 * carries its day, and of which 74 bits cannot be guessed.
 */
public final class RequestTokens {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LONGEST_SHOWN = 64;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** By this clock. */
  public RequestTokens(Clock clock) {
    this.clock = clock;
  }

  /** A token that nobody has. */
  public String next() {
    long time = clock.millis() << 16;
    long version = 0x7000L | (random.nextLong() & 0x0fffL);
    long variant = Long.MIN_VALUE | (random.nextLong() >>> 2);
    return new UUID(time | version, variant).toString();
  }

  /**
   * Requires a token's form, before the database is asked for it.
   *
   * @throws RefusedException SRM_INVALID_REQUEST
   */
  public static void requireForm(String token) {
    if (!FORM.matcher(token).matches()) {
      throw RefusedException.invalid("invalid token: " + shown(token));
    }
  }

  /** Whether it has a token's form. */
  public static boolean hasForm(String token) {
    return FORM.matcher(token).matches();
  }

  private static String shown(String token) {
    return token.length() <= LONGEST_SHOWN ? token : token.substring(0, LONGEST_SHOWN) + "...";
  }
}
