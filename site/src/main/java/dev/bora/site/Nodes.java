// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.NotEmpty;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the site, by name.
 *
 * @param frontends one at least
 * @param backends one at least
 * @param doors Bora's own HTTPS data doors
 */
public record Nodes(
    @NotEmpty Map<String, FrontendNode> frontends,
    @NotEmpty Map<String, BackendNode> backends,
    Map<String, DoorNode> doors)
    implements Section {

  /** All nodes: frontends, backends, doors. */
  public List<Node> all() {
    return Stream.<Map<String, ? extends Node>>of(frontends, backends, doors)
        .<Node>flatMap(nodes -> nodes.values().stream())
        .toList();
  }

  @Override
  public void check(SectionCheck check) {
    Map<String, Node> byName = new HashMap<>();
    Map<HostPort, String> users = new HashMap<>();
    for (Node node : all()) {
      String path = node.role() + "s." + node.name();
      @Nullable Node namesake = byName.putIfAbsent(node.name(), node);
      if (namesake != null) {
        check.refuse(
            path,
            node.name(),
            "a name of its own among all nodes; there is a " + namesake.role() + " of that name");
      }
      // Not listen(): several hosts may well listen on 0.0.0.0 or on one virtual address.
      for (HostPort used : List.of(node.endpoint(), node.reachedHealth())) {
        @Nullable String other = users.putIfAbsent(used, path);
        if (other != null) {
          check.refuse(
              path,
              used,
              "an address and port that no other process uses; nodes." + other + " has it too");
        }
      }
    }
  }
}
