// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.List;
import java.util.stream.Collectors;

/** A file that is refused, with everything that is wrong with it. */
public final class BindingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  BindingException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of the file; one at least. */
  public List<Problem> problems() {
    return problems;
  }
}
