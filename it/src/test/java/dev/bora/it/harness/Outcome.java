// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.time.Duration;
import java.util.List;

/**
 * What became of a {@link Command}.
 *
 * @param command what was run
 * @param exit its exit status; 128 + n if signal n ended it
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 * @param took from its start to its end
 */
public record Outcome(Command command, int exit, String output, String errors, Duration took) {

  /**
   * Itself, if it ended well.
   *
   * @throws AssertionError with all that it wrote, if it did not
   */
  public Outcome succeeded() {
    if (exit != 0) {
      throw new AssertionError("expected to succeed: " + this);
    }
    return this;
  }

  /**
   * Itself, if it ended with an error.
   *
   * @throws AssertionError with all that it wrote, if it ended well
   */
  public Outcome failed() {
    if (exit == 0) {
      throw new AssertionError("expected to fail: " + this);
    }
    return this;
  }

  /** Both outputs, for clients that write their errors to either. */
  public String all() {
    return output + errors;
  }

  /** The lines of standard output that are not blank. */
  public List<String> lines() {
    return output.lines().filter(line -> !line.isBlank()).toList();
  }

  @Override
  public String toString() {
    return "%s%nexit %d after %d ms%n%s%s"
        .formatted(command, exit, took.toMillis(), output, errors);
  }
}
