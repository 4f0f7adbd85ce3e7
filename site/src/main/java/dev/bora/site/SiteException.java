// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Problem;
import java.util.List;

/** A configuration that is refused. The message is for the person who wrote it. */
public final class SiteException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  SiteException(String message) {
    super(message);
    this.problems = List.of();
  }

  SiteException(String message, Throwable cause) {
    super(message, cause);
    this.problems = List.of();
  }

  SiteException(String message, List<Problem> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong inside the file; empty if it is something else. */
  public List<Problem> problems() {
    return problems;
  }
}
