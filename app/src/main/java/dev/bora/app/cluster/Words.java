// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import dev.bora.srm.surl.FileNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values for people. */
final class Words {
  private static final int SHORT_DIGEST = 8;

  private Words() {}

  /** As exact as somebody needs who asks whether a node lives. */
  static String age(Duration age) {
    if (age.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", age.toMillis() / 1000.0);
    }
    if (age.compareTo(Duration.ofHours(1)) < 0) {
      return age.toMinutes() + " min";
    }
    return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " d";
  }

  /** UTC, to the second. */
  static String time(@Nullable Instant time) {
    return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String digest(String digest) {
    return digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  /** As listings show names: what is no text as %XX. */
  static @Nullable String path(byte @Nullable [] path) {
    return path == null ? null : FileNames.show(path);
  }
}
