// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts of a name space that know nothing of each other: a path belongs with the directory that it
 * lies in, unless that is a room, and with those that it is renamed to and from.
 */
final class Components {

  private final Map<String, String> leaders = new HashMap<>();

  /** A part: its paths, and the steps that are about them. */
  record Component(List<String> paths, List<Step> steps) {}

  static Collection<Component> of(Collection<String> paths, List<Step> steps) {
    Components components = new Components();
    paths.forEach(components::add);
    for (Step step : steps) {
      List<String> own = step.effect().paths();
      own.forEach(components::add);
      own.forEach(path -> components.join(path, own.getFirst()));
    }
    return components.collect(steps);
  }

  private void add(String path) {
    if (leaders.putIfAbsent(path, path) != null) {
      return;
    }
    String parent = Tree.parent(path);
    if (parent.indexOf('/') >= 0) {
      add(parent);
      join(path, parent);
    }
  }

  private String leader(String path) {
    String leader = path;
    while (!leaders.get(leader).equals(leader)) {
      leader = leaders.get(leader);
    }
    return leader;
  }

  private void join(String one, String other) {
    leaders.put(leader(one), leader(other));
  }

  private Collection<Component> collect(List<Step> steps) {
    Map<String, Component> components = new TreeMap<>();
    for (String path : leaders.keySet()) {
      at(components, path).paths().add(path);
    }
    for (Step step : steps) {
      at(components, step.effect().paths().getFirst()).steps().add(step);
    }
    return components.values();
  }

  private Component at(Map<String, Component> components, String path) {
    return components.computeIfAbsent(
        leader(path), _ -> new Component(new ArrayList<>(), new ArrayList<>()));
  }
}
