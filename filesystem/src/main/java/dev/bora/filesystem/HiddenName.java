// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.RawName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a hidden entry: the operation that it belongs to and the claim under which it was
 * made.
 *
 * @param operation id of the file request or operation row, positive
 * @param claim claim number, not negative
 */
public record HiddenName(long operation, int claim) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,18})\\.(0|[1-9][0-9]{0,9})");

  public HiddenName {
    if (operation <= 0 || claim < 0) {
      throw new IllegalArgumentException(
          "hidden name of operation " + operation + ", claim " + claim);
    }
  }

  /** The same operation's name under another claim. */
  public HiddenName withClaim(int otherClaim) {
    return new HiddenName(operation, otherClaim);
  }

  RawName rawName() {
    return RawName.of(toString());
  }

  static Optional<HiddenName> parse(RawName name) {
    Matcher matcher = FORM.matcher(name.utf8().orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new HiddenName(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return operation + "." + claim;
  }
}
