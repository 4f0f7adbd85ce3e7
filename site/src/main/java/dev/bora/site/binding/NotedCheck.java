// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A check that notes what it refuses, with the line of the key if the file has it. */
final class NotedCheck implements SectionCheck {
  private final Problems problems;
  private final Map<String, NodeTuple> given;
  private final Place place;
  private boolean refused;

  NotedCheck(Problems problems, Map<String, NodeTuple> given, Place place) {
    this.problems = problems;
    this.given = given;
    this.place = place;
  }

  boolean hasRefused() {
    return refused;
  }

  @Override
  public void refuse(String key, Object value, String permitted) {
    refused = true;
    problems.refused(line(key), place.pathOf(key), value, permitted);
  }

  @Override
  public void miss(String key, String permitted) {
    refused = true;
    problems.missing(line(key), place.pathOf(key), permitted);
  }

  /** The line of the deepest part of the key that the file has. */
  private int line(String key) {
    String[] parts = key.split("[.]", -1);
    @Nullable NodeTuple tuple = given.get(parts[0]);
    int line = tuple == null ? place.line() : Problems.line(tuple.getKeyNode());
    for (int i = 1; i < parts.length && tuple != null; i++) {
      tuple = child(tuple.getValueNode(), parts[i]);
      line = tuple == null ? line : Problems.line(tuple.getKeyNode());
    }
    return line;
  }

  private static @Nullable NodeTuple child(Node node, String name) {
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    return mapping.getValue().stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .findFirst()
        .orElse(null);
  }
}
