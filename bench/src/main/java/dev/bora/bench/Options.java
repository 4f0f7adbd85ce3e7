// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a benchmark was told on the command line, after its name. */
record Options(List<String> words) {
  private static final int REPETITIONS = 3;

  /** Copies them. */
  Options {
    words = List.copyOf(words);
  }

  /** Whether a word is there. */
  boolean has(String word) {
    return words.contains(word);
  }

  /** What follows an option; empty if it is not there. */
  String value(String option) {
    int at = words.indexOf(option);
    return at < 0 ? "" : words.get(at + 1);
  }

  boolean quick() {
    return has("--quick");
  }

  /** Whether all is measured at its size, so that the figures belong on a page. */
  boolean whole() {
    return words.stream().noneMatch(Set.of("--quick", "--only", "--with", "--flames")::contains);
  }

  /** How often a measurement is repeated, at least once. */
  int repetitions() {
    String given = value("--repetitions");
    return quick() ? 1 : given.isEmpty() ? REPETITIONS : Integer.parseInt(given);
  }

  /**
   * Those that an option names, all without it.
   *
   * @throws IllegalArgumentException it names others
   */
  <T> List<T> chosen(String option, List<T> all, Function<T, String> name) {
    String names = value(option);
    if (names.isEmpty()) {
      return all;
    }
    Set<String> wanted = Arrays.stream(names.split(",", -1)).collect(Collectors.toSet());
    List<T> some = all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    if (some.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "of " + names + " there are only " + some.stream().map(name).toList());
    }
    return some;
  }
}
