// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of {@link Essentials}, for two of them. */
final class Comparison {
  private final Essentials mine;
  private final Essentials theirs;
  private final List<Difference> found = new ArrayList<>();

  Comparison(Essentials mine, Essentials theirs) {
    this.mine = mine;
    this.theirs = theirs;
  }

  List<Difference> differences() {
    level();
    equal(Essentials.NAME);
    heartbeat(mine, theirs, true);
    heartbeat(theirs, mine, false);
    mine.between("nodes.", "").keySet().forEach(node -> equal("nodes." + node));
    roots();
    accessPoints();
    spaceTokens();
    vos();
    return List.copyOf(found);
  }

  private static Optional<String> one(Essentials side, String key) {
    return side.all(key).stream().findFirst();
  }

  private void equal(String key) {
    Optional<String> here = one(mine, key);
    Optional<String> there = one(theirs, key);
    if (here.isPresent() && there.isPresent() && !here.equals(there)) {
      found.add(new Difference(key, here.get(), there.get()));
    }
  }

  private void level() {
    Optional<Integer> here = one(mine, Essentials.LEVEL).map(Integer::valueOf);
    Optional<Integer> there = one(theirs, Essentials.LEVEL).map(Integer::valueOf);
    if (here.isPresent() && there.isPresent() && Math.abs(here.get() - there.get()) > 1) {
      found.add(
          new Difference(
              Essentials.LEVEL,
              here.get().toString(),
              there.get() + ", more than one step apart,"));
    }
  }

  /** Whoever stops must have stopped, and a beat earlier, when the other one takes over. */
  private void heartbeat(Essentials stops, Essentials takesOver, boolean stopsHere) {
    Optional<Duration> beat = one(stops, Essentials.BEAT).map(DurationText::parse);
    Optional<Duration> selfStop = one(stops, Essentials.SELF_STOP).map(DurationText::parse);
    Optional<Duration> stale = one(takesOver, Essentials.STALE).map(DurationText::parse);
    if (beat.isEmpty()
        || selfStop.isEmpty()
        || stale.isEmpty()
        || stale.get().compareTo(selfStop.get().plus(beat.get())) >= 0) {
      return;
    }
    String stopped =
        "self-stop "
            + DurationText.format(selfStop.get())
            + " and a beat of "
            + DurationText.format(beat.get());
    String taken = "stale " + DurationText.format(stale.get());
    found.add(
        stopsHere
            ? new Difference("heartbeat", stopped, "only " + taken)
            : new Difference("heartbeat", "only " + taken, stopped));
  }

  private void roots() {
    SortedMap<String, List<String>> here = mine.between("storage-areas.", ".root");
    SortedMap<String, List<String>> there = theirs.between("storage-areas.", ".root");
    here.forEach((area, root) -> {
      String key = Essentials.areaKey(area, "root");
      List<String> same = there.get(area);
      if (same != null && !same.equals(root)) {
        equal(key);
        return;
      }
      there.forEach((other, otherRoot) -> {
        if (!other.equals(area) && overlap(root.getFirst(), otherRoot.getFirst())) {
          found.add(
              new Difference(
                  key, root.getFirst(), "area " + other + " has " + otherRoot.getFirst()));
        }
      });
    });
  }

  private static boolean overlap(String one, String other) {
    Path path = Path.of(one);
    Path otherPath = Path.of(other);
    return path.startsWith(otherPath) || otherPath.startsWith(path);
  }

  private void accessPoints() {
    SortedMap<String, String> here = areasByValue(mine, ".access-points");
    SortedMap<String, String> there = areasByValue(theirs, ".access-points");
    here.forEach((point, area) ->
        elsewhere(point, area, there)
            .ifPresent(place ->
                found.add(
                    new Difference(
                        Essentials.areaKey(area, "access-points"),
                        point,
                        point + " leads to " + place))));
    there.forEach((point, area) -> {
      if (!here.containsKey(point)) {
        elsewhere(point, area, here)
            .ifPresent(place ->
                found.add(
                    new Difference(
                        Essentials.areaKey(area, "access-points"),
                        point + " leads to " + place,
                        point)));
      }
    });
  }

  /** Where a point of an area leads in the other configuration, if to another place. */
  private static Optional<String> elsewhere(
      String point, String area, SortedMap<String, String> others) {
    return covering(point, others.keySet())
        .filter(other -> !(other.equals(point) && area.equals(others.get(other))))
        .map(other -> {
          String below = point.substring(other.equals("/") ? 0 : other.length());
          String where = "area " + others.get(other);
          return other.equals(point) ? where : "'" + below.substring(1) + "' in " + where;
        });
  }

  /** The longest of the points that a path is at or below. */
  private static Optional<String> covering(String path, Iterable<String> points) {
    String longest = "";
    for (String point : points) {
      String prefix = point.equals("/") ? "/" : point + "/";
      if ((path + "/").startsWith(prefix) && point.length() > longest.length()) {
        longest = point;
      }
    }
    return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
  }

  private void spaceTokens() {
    SortedMap<String, String> there = areasByValue(theirs, ".space-token-description");
    areasByValue(mine, ".space-token-description")
        .forEach((token, area) -> {
          String other = there.get(token);
          if (other != null && !other.equals(area)) {
            found.add(
                new Difference(
                    Essentials.areaKey(area, "space-token-description"),
                    token,
                    "area " + other + " has it"));
          }
        });
  }

  private static SortedMap<String, String> areasByValue(Essentials side, String key) {
    SortedMap<String, String> areas = new TreeMap<>();
    for (Map.Entry<String, List<String>> area : side.between("storage-areas.", key).entrySet()) {
      area.getValue().forEach(value -> areas.put(value, area.getKey()));
    }
    return areas;
  }

  private void vos() {
    SortedMap<String, List<String>> there = theirs.between("storage-areas.", ".vos");
    mine.between("storage-areas.", ".vos")
        .forEach((area, vos) -> {
          List<String> others = there.get(area);
          if (others != null && Collections.disjoint(vos, others)) {
            found.add(
                new Difference(
                    Essentials.areaKey(area, "vos"),
                    String.join(", ", vos),
                    String.join(", ", others)));
          }
        });
  }
}
