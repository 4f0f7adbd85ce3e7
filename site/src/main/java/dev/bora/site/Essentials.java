// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The part of a site's configuration by which one live node can harm another that has another
 * configuration, on one database; a text of lines {@code key = value}, keys as in the site file, a
 * line for each element of a list.
 *
 * <ul>
 *   <li>The <b>release level</b>: nodes that stand next to each other take over each other's rows
 *       and hidden entries, so they must write them alike.
 *   <li>The <b>site's name</b>: another one means that a node was given the database of another
 *       site.
 *   <li>The <b>heartbeat</b>: a backend must have stopped by itself, and a beat earlier, before
 *       another one, by its own times, adopts its work.
 *   <li>The <b>role of each node</b>: a node's rows are found by its name alone.
 *   <li>The <b>root of each storage area</b>: path locks and rows name an area and a path below its
 *       root, and whichever backend comes next goes on. Two roots would be two files; one root, or
 *       one inside the other, in two areas would be one file with two locks, so two writers.
 *   <li>The <b>access points</b> and the <b>space token</b> of each area: every frontend answers
 *       for every SURL, so a SURL must not lead to one file here and to another there. (That a SURL
 *       is known here and refused there does no harm while a change is rolled in.)
 *   <li>The <b>VOs</b> of each area: some may come and some may go, and are let in here and refused
 *       there meanwhile; but if none is left, the area was given to somebody else, whose files the
 *       members of another VO could see and remove.
 * </ul>
 *
 * <p>What is not among them is decided once, by one node, and stands in the request's row (life
 * times, overwrite mode, protocols), or concerns one node alone (limits, pools, queue, logs,
 * addresses), or is refused where it does not fit (secrets, trust, the gridmap).
 *
 * <p>A key that one of two releases does not know yet is not compared.
 */
public final class Essentials {
  /**
   * Raised by a release that writes something which the release before it cannot take over. Nodes
   * whose levels differ by more than one do not work together.
   */
  public static final int RELEASE_LEVEL = 1;

  static final String LEVEL = "release-level";
  static final String NAME = "name";
  static final String BEAT = "heartbeat.beat";
  static final String SELF_STOP = "heartbeat.self-stop";
  static final String STALE = "heartbeat.stale";

  private static final String EQUALS = " = ";

  private final SortedMap<String, List<String>> values;

  private Essentials(SortedMap<String, List<String>> values) {
    this.values = values;
  }

  /** Those of a site, for this release. */
  public static Essentials of(Site site) {
    return of(site, RELEASE_LEVEL);
  }

  static Essentials of(Site site, int releaseLevel) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    BiConsumer<String, Object> put =
        (key, value) ->
            values.computeIfAbsent(key, _ -> new ArrayList<>()).add(escaped(value.toString()));
    put.accept(LEVEL, releaseLevel);
    put.accept(NAME, site.name());
    put.accept(BEAT, DurationText.format(site.heartbeat().beat()));
    put.accept(SELF_STOP, DurationText.format(site.heartbeat().selfStop()));
    put.accept(STALE, DurationText.format(site.heartbeat().stale()));
    site.nodes().all().forEach(node -> put.accept("nodes." + node.name(), node.role()));
    for (StorageArea area : site.storageAreas().byName().values()) {
      put.accept(areaKey(area.name(), "root"), area.root());
      area.accessPoints()
          .forEach(point -> put.accept(areaKey(area.name(), "access-points"), point));
      area.vos().stream().sorted().forEach(vo -> put.accept(areaKey(area.name(), "vos"), vo));
      put.accept(areaKey(area.name(), "space-token-description"), area.spaceTokenDescription());
    }
    return new Essentials(values);
  }

  /** Reads what {@link #text} wrote, in this release or in another; takes any text. */
  public static Essentials parse(String text) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    text.lines()
        .filter(line -> line.contains(EQUALS))
        .forEach(line -> {
          int at = line.indexOf(EQUALS);
          values
              .computeIfAbsent(line.substring(0, at), _ -> new ArrayList<>())
              .add(line.substring(at + EQUALS.length()));
        });
    return new Essentials(values);
  }

  /** The lines, sorted by key: the same text for what is the same. */
  public String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, list) ->
        list.forEach(value -> text.append(key).append(EQUALS).append(value).append('\n')));
    return text.toString();
  }

  /**
   * What makes it impossible that nodes with these two work at the same time; empty if they can.
   */
  public List<Difference> differences(Essentials theirs) {
    return new Comparison(this, theirs).differences();
  }

  /** As {@link #differences}, for a text and in lines, as those take and give it who keep them. */
  public List<String> against(String theirText) {
    return differences(parse(theirText)).stream().map(Difference::toString).toList();
  }

  /** After how long without a beat the nodes with this text give a backend up; zero if unknown. */
  public static Duration stale(String text) {
    return parse(text).all(STALE).stream()
        .findFirst()
        .map(DurationText::parse)
        .orElse(Duration.ZERO);
  }

  static String areaKey(String area, String key) {
    return "storage-areas." + area + "." + key;
  }

  /** The values of a key; empty if it is not there. */
  List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** The parts of the keys between a beginning and an end, with the values of each. */
  SortedMap<String, List<String>> between(String beginning, String end) {
    SortedMap<String, List<String>> found = new TreeMap<>();
    values.forEach((key, list) -> {
      if (key.length() > beginning.length() + end.length()
          && key.startsWith(beginning)
          && key.endsWith(end)) {
        found.put(key.substring(beginning.length(), key.length() - end.length()), list);
      }
    });
    return Collections.unmodifiableSortedMap(found);
  }

  // Paths may hold anything; a line must stay a line.
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Essentials essentials && values.equals(essentials.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
