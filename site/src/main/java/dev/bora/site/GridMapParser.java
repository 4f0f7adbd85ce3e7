// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a gridmap. */
final class GridMapParser {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"#]\\S*))\\s+([^\\s#]\\S*)(?:\\s+vo=(\\S+))?\\s*(?:#.*)?");
  private static final String NAME = "[A-Za-z_][A-Za-z0-9._-]*";
  private static final Pattern ACCOUNT =
      Pattern.compile("(" + NAME + ")(?:," + NAME + ")*(?::(" + NAME + "))?");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final String BELOW = "/*";

  private final Map<Principal, LocalAccount> exact = new HashMap<>();
  private final Map<Principal, LocalAccount> below = new HashMap<>();

  private GridMapParser() {}

  /**
   * Reads all lines.
   *
   * @throws WatchedFile.BrokenException listing the lines that are wrong
   */
  static GridMapEntries parse(String text) throws WatchedFile.BrokenException {
    GridMapParser parser = new GridMapParser();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      try {
        parser.add(line);
      } catch (IllegalArgumentException e) {
        problems.add("line " + number + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new WatchedFile.BrokenException(problems);
    }
    return new GridMapEntries(Map.copyOf(parser.exact), Map.copyOf(parser.below));
  }

  private void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "permitted: \"DN or FQAN\" user[:group] [vo=NAME], and # before comments");
    }
    LocalAccount account = account(matcher.group(3), matcher.group(4));
    String quoted = matcher.group(1);
    String who = quoted == null ? matcher.group(2) : ESCAPED.matcher(quoted).replaceAll("$1");
    boolean wildcard = who.endsWith(BELOW);
    Principal principal =
        Principal.parse(wildcard ? who.substring(0, who.length() - BELOW.length()) : who);
    if (wildcard && principal instanceof Principal.Dn) {
      throw new IllegalArgumentException(who + ": /* is permitted after an FQAN only");
    }
    @Nullable LocalAccount other = (wildcard ? below : exact).putIfAbsent(principal, account);
    if (other != null && !other.equals(account)) {
      throw new IllegalArgumentException(who + " stands for " + other.user() + " already");
    }
  }

  private static LocalAccount account(String text, @Nullable String vo) {
    if (text.startsWith(".")) {
      throw new IllegalArgumentException(text + " is a pool of accounts; permitted: one user");
    }
    Matcher matcher = ACCOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not permitted; permitted: user or user:group");
    }
    if (vo != null && !vo.matches(Patterns.VO)) {
      throw new IllegalArgumentException(vo + " is not " + Patterns.VO_PERMITTED);
    }
    return new LocalAccount(matcher.group(1), matcher.group(2), vo);
  }
}
