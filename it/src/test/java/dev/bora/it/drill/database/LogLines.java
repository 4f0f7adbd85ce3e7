// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How much the nodes of a cluster have to say. */
final class LogLines {

  private static final Pattern COMPLAINT = Pattern.compile(".*\\b(WARN|ERROR)\\b.*");

  private final Cluster cluster;
  private final Map<String, Long> marks = new HashMap<>();

  /** So many warnings and errors of a node. */
  record Count(String node, long lines) {}

  LogLines(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is written from now on counts. */
  void mark() throws IOException {
    for (ClusterNode node : cluster.nodes()) {
      marks.put(node.name(), Files.size(node.log()));
    }
  }

  /** The node that has warned and complained most. */
  Count most() throws IOException {
    Count most = new Count("-", 0);
    for (ClusterNode node : cluster.nodes()) {
      byte[] all = Files.readAllBytes(node.log());
      int from = marks.getOrDefault(node.name(), 0L).intValue();
      String text = new String(all, from, all.length - from, StandardCharsets.UTF_8);
      long lines = text.lines().filter(COMPLAINT.asMatchPredicate()).count();
      Count count = new Count(node.name(), lines);
      most = Comparator.comparingLong(Count::lines).compare(count, most) > 0 ? count : most;
    }
    return most;
  }
}
