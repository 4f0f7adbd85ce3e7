// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.Tables;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.NewIncarnation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a node may work beside those that live. It may if nothing of their configurations clashes
 * with its own, and if no more than two configurations are in use with its own: a change is rolled
 * in node by node, and one at a time.
 *
 * <p>An incarnation counts while it is not GONE and its beat is not stale (by its own configuration
 * or by this one, whichever is longer), unless its process is known to be gone from this host. Of
 * several of one node all can clash, as the older ones may still work, but only the configuration
 * of the newest is in use, and none of those before this one. Whoever was silent for longer must
 * ask again, as others may have registered that do not fit it.
 */
public final class Fit {
  private static final int MOST_CONFIGURATIONS = 2;
  private static final int SHORT_DIGEST = 8;

  private final String essentials;
  private final Function<String, List<String>> differences;
  private final Function<String, Duration> stale;

  /**
   * For a node.
   *
   * @param essentials what this node must agree on with others, as a text
   * @param differences what clashes between this and that of another: a line for each, which names
   *     both values
   * @param stale after how long without a beat the nodes with these essentials give another one up
   */
  public Fit(
      String essentials,
      Function<String, List<String>> differences,
      Function<String, Duration> stale) {
    this.essentials = essentials;
    this.differences = differences;
    this.stale = stale;
  }

  /**
   * Adds an incarnation, UP from now, if it fits. First of all in its transaction, for it makes
   * others wait who register.
   *
   * @return its epoch
   * @throws UnfitNodeException if it does not fit; the transaction must be undone
   */
  public long register(Tables tables, NewIncarnation self) {
    require(tables, self);
    tables.siteConfigs().note(self.configDigest(), essentials);
    tables.incarnations().insert(self);
    return tables.incarnations().lastEpoch();
  }

  /**
   * Asks again, for a node that was registered and may have been taken for dead. First of all in
   * its transaction, which then goes on with a beat.
   *
   * @throws UnfitNodeException if it does not fit any more; the transaction must be undone
   */
  public void require(Tables tables, NewIncarnation self) {
    tables.siteConfigs().lockRegistration();
    String halted = tables.halts().reason();
    if (halted != null) {
      throw new UnfitNodeException(
          halted + "; bora db accept lets the nodes go on, once you know what is lost");
    }
    List<IncarnationRow> others = others(tables, self);
    byDigest(others)
        .forEach((digest, nodes) -> {
          List<String> clashes =
              digest.equals(self.configDigest())
                  ? List.of()
                  : differences.apply(essentialsOf(tables, digest));
          if (!clashes.isEmpty()) {
            throw new UnfitNodeException(
                "%s does not fit %s: %s"
                    .formatted(self.node(), named(nodes), String.join("; ", clashes)));
          }
        });
    Map<String, List<IncarnationRow>> inUse = byDigest(newest(others, self.node()));
    if (inUse.size() >= MOST_CONFIGURATIONS && !inUse.containsKey(self.configDigest())) {
      throw new UnfitNodeException(inUse(inUse));
    }
  }

  private List<IncarnationRow> others(Tables tables, NewIncarnation self) {
    HostProcess process = new HostProcess(self.bootId(), self.pid());
    Map<String, Duration> patience = new HashMap<>();
    return tables.incarnations().live().stream()
        .filter(other -> {
          Duration longest =
              patience.computeIfAbsent(
                  other.configDigest(), digest -> longer(essentialsOf(tables, digest)));
          return other.age().compareTo(longest) < 0;
        })
        .filter(other -> !process.knowsGone(other, self.address()))
        .toList();
  }

  private static Map<String, List<IncarnationRow>> byDigest(Collection<IncarnationRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                IncarnationRow::configDigest, LinkedHashMap::new, Collectors.toList()));
  }

  /** The newest incarnation of each node but one. */
  private static Collection<IncarnationRow> newest(List<IncarnationRow> rows, String but) {
    Map<String, IncarnationRow> byNode = new TreeMap<>();
    rows.stream()
        .filter(row -> !row.node().equals(but))
        .forEach(row -> byNode.put(row.node(), row));
    return byNode.values();
  }

  private Duration longer(String theirs) {
    Duration own = stale.apply(essentials);
    Duration other = stale.apply(theirs);
    return own.compareTo(other) < 0 ? other : own;
  }

  /** Empty, so that nothing can clash, for a release that did not note them yet. */
  private static String essentialsOf(Tables tables, String digest) {
    return Objects.requireNonNullElse(tables.siteConfigs().essentials(digest), "");
  }

  private static String named(List<IncarnationRow> nodes) {
    return nodes.stream()
        .map(node -> "%s (epoch %d)".formatted(node.node(), node.epoch()))
        .collect(Collectors.joining(", "));
  }

  private static String inUse(Map<String, List<IncarnationRow>> others) {
    List<String> each = new ArrayList<>();
    others.forEach((digest, nodes) ->
        each.add(
            digest.substring(0, Math.min(SHORT_DIGEST, digest.length()))
                + " by "
                + nodes.stream().map(IncarnationRow::node).collect(Collectors.joining(", "))));
    return "two configurations are in use already: "
        + String.join("; ", each)
        + "; finish rolling one in first";
  }
}
