// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Entries;
import dev.bora.site.binding.NotEmpty;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The storage areas of the site.
 *
 * @param byName one at least, in the order of their names
 */
public record StorageAreas(@Entries @NotEmpty Map<String, StorageArea> byName) implements Section {

  /**
   * A place in a storage area.
   *
   * @param path below the area's root, without a leading slash; empty for the root itself
   */
  public record Resolved(StorageArea area, String path) {}

  /**
   * Finds the area of a path in a SURL. The longest access point wins; empty, {@code .} and {@code
   * ..} segments are resolved by their text alone, before anything else.
   *
   * @return empty if no access point covers it, or if it climbs above {@code /}
   */
  public Optional<Resolved> resolve(String sitePath) {
    return lexical(sitePath).flatMap(this::covering);
  }

  private Optional<Resolved> covering(String path) {
    @Nullable StorageArea best = null;
    String longest = "";
    for (StorageArea area : byName.values()) {
      for (String accessPoint : area.accessPoints()) {
        String prefix = accessPoint.equals("/") ? "/" : accessPoint + "/";
        if ((path + "/").startsWith(prefix) && prefix.length() > longest.length()) {
          best = area;
          longest = prefix;
        }
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Resolved(
            best, path.length() < longest.length() ? "" : path.substring(longest.length())));
  }

  private static Optional<String> lexical(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> {
          if (segments.pollLast() == null) {
            return Optional.empty();
          }
        }
        default -> segments.addLast(segment);
      }
    }
    return Optional.of("/" + String.join("/", segments));
  }

  StorageAreas withProtocols(Map<Protocol, ProtocolEndpoints> siteWide) {
    Map<String, StorageArea> effective = new TreeMap<>(byName);
    effective.replaceAll(
        (_, area) -> area.protocols().isEmpty() ? area.withProtocols(siteWide) : area);
    return new StorageAreas(Collections.unmodifiableMap(effective));
  }

  @Override
  public void check(SectionCheck check) {
    checkUnique(check);
    for (StorageArea inner : byName.values()) {
      byName.values().stream()
          .filter(outer -> !outer.name().equals(inner.name()) && contains(outer, inner))
          .min(Comparator.comparing(StorageArea::name))
          .ifPresent(outer ->
              check.refuse(
                  inner.name() + ".root",
                  inner.root(),
                  "a folder that is neither that of another area nor inside one; "
                      + outer.name()
                      + " has "
                      + outer.root()));
    }
  }

  // One file in two areas would have two path locks, and so two writers.
  private static boolean contains(StorageArea outer, StorageArea inner) {
    Path root = inner.root();
    return root.startsWith(outer.root())
        && (!root.equals(outer.root()) || outer.name().compareTo(inner.name()) < 0);
  }

  private void checkUnique(SectionCheck check) {
    Map<String, String> accessPoints = new HashMap<>();
    Map<String, String> tokens = new HashMap<>();
    for (StorageArea area : byName.values()) {
      for (String accessPoint : area.accessPoints()) {
        @Nullable String other = accessPoints.putIfAbsent(accessPoint, area.name());
        if (other != null) {
          String key = area.name() + ".access-points";
          check.refuse(key, accessPoint, "a path that no other area has; " + other + " has it");
        }
      }
      String token = area.spaceTokenDescription();
      @Nullable String other = tokens.putIfAbsent(token, area.name());
      if (other != null) {
        String key = area.name() + ".space-token-description";
        check.refuse(key, token, "a description that no other area has; " + other + " has it");
      }
    }
  }
}
