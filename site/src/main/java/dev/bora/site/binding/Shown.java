// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.regex.Pattern;

/** How a refused value is shown: short, on one line, and without what may be a password. */
final class Shown {
  private static final int LONGEST = 200;
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?i).*(passw|secret|token|credential)[^.]*");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("(?i)(passw[a-z]*|secret)=[^&\\s]*");
  private static final Pattern USER_INFORMATION = Pattern.compile("//\\S*@");

  private Shown() {}

  static String value(String key, Object value) {
    String lastKey = key.substring(key.lastIndexOf('.') + 1);
    if (SECRET_KEY.matcher(lastKey).matches()
        && !lastKey.endsWith("-file")
        && !lastKey.equals("space-token-description")) {
      return "(hidden)";
    }
    String text = value.toString().replaceAll("\\p{Cntrl}+", " ");
    text = SECRET_PARAMETER.matcher(text).replaceAll("$1=(hidden)");
    text = USER_INFORMATION.matcher(text).replaceAll("//(hidden)@");
    return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "'";
  }
}
