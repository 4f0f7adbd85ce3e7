// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.node.Drain;
import dev.bora.filesystem.AreaOpening;
import dev.bora.filesystem.StorageArea;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a door can do its work. */
final class DoorHealth {
  private static final Logger LOG = LoggerFactory.getLogger(DoorHealth.class);
  private static final Duration HUNG = Duration.ofSeconds(30);

  private final DoorPresence presence;
  private final Drain drain;
  private final Supplier<Optional<String>> port;
  private final Collection<AreaOpening<StorageArea>> areas;

  /**
   * Of a door.
   *
   * @param port why its clients do not stay, if they do not
   */
  DoorHealth(
      DoorPresence presence,
      Drain drain,
      Supplier<Optional<String>> port,
      Collection<AreaOpening<StorageArea>> areas) {
    this.presence = presence;
    this.drain = drain;
    this.port = port;
    this.areas = areas;
  }

  /** What is wrong, a line each; empty if nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    drain.reason().ifPresent(problems::add);
    presence.misfit().ifPresent(problems::add);
    port.get().ifPresent(problems::add);
    try {
      if (!presence.isUp()) {
        problems.add("fenced: another process is this door, or its beats came late");
      } else if (!presence.life().mayWrite()) {
        problems.add("the database does not answer: no beat was committed in time");
      }
    } catch (RuntimeException failure) {
      LOG.debug("health", failure);
      problems.add("the database does not answer");
    }
    for (AreaOpening<StorageArea> area : areas) {
      area.opened().flatMap(DoorHealth::hanging).ifPresent(problems::add);
    }
    // With one area open, a door is of use.
    if (areas.stream().allMatch(area -> area.opened().isEmpty())) {
      areas.forEach(area -> problems.add(notOpen(area)));
    }
    return problems;
  }

  private static String notOpen(AreaOpening<StorageArea> area) {
    return "storage area %s is not open yet: %s".formatted(area.name(), area.obstacle().detail());
  }

  private static Optional<String> hanging(StorageArea area) {
    Duration oldest = area.load().oldest();
    return oldest.compareTo(HUNG) > 0
        ? Optional.of(
            "storage area %s: a file system call hangs for %d s"
                .formatted(area.name(), oldest.toSeconds()))
        : Optional.empty();
  }
}
