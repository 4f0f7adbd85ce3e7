// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the access logs of the lab's frontends say. */
final class AccessLines {
  private static final String CALL = " operation=";

  private AccessLines() {}

  /** How many calls have each value of a field. */
  static Map<String, Long> by(Lab lab, String field) throws IOException {
    Map<String, Long> calls = new TreeMap<>();
    for (LabNode frontend : lab.frontends()) {
      values(frontend, field).forEach(value -> calls.merge(value, 1L, Long::sum));
    }
    return calls;
  }

  /** The values of a field in calls at one frontend, in the order in which they ended. */
  static List<String> values(LabNode frontend, String field) throws IOException {
    String name = " " + field + "=";
    return frontend
        .machine()
        .lines()
        .filter(line -> line.contains(CALL) && line.contains(name))
        .map(line -> line.substring(line.lastIndexOf(name) + name.length()))
        .map(rest -> rest.replaceFirst(" .*", ""))
        .toList();
  }
}
