// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** All that is wrong with one file. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  void add(int line, String key, String text) {
    found.add(new Problem(file, line, key, text));
  }

  void refused(int line, String key, Object value, String permitted) {
    add(line, key, Shown.value(key, value) + " is refused; permitted: " + permitted);
  }

  void unknown(int line, String key, Object value, List<String> permitted) {
    String keys = permitted.stream().sorted().collect(Collectors.joining(", "));
    add(
        line,
        key,
        "unknown key, with value " + Shown.value(key, value) + "; permitted keys: " + keys);
  }

  void missing(int line, String key, String permitted) {
    add(line, key, "missing; permitted: " + permitted);
  }

  /** The problems in the order of the file. */
  List<Problem> inOrder() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
