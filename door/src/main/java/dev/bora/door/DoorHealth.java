// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.filesystem.StorageArea;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a door can do its work. */
final class DoorHealth {
  private static final Logger LOG = LoggerFactory.getLogger(DoorHealth.class);
  private static final Duration HUNG = Duration.ofSeconds(30);

  private final DoorIncarnation incarnation;
  private final Collection<StorageArea> areas;

  DoorHealth(DoorIncarnation incarnation, Collection<StorageArea> areas) {
    this.incarnation = incarnation;
    this.areas = areas;
  }

  /** What is wrong, a line each; empty if nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      if (!incarnation.isUp()) {
        problems.add("another process has registered as this door");
      }
    } catch (RuntimeException failure) {
      LOG.debug("health", failure);
      problems.add("the database does not answer");
    }
    for (StorageArea area : areas) {
      Duration oldest = area.load().oldest();
      if (oldest.compareTo(HUNG) > 0) {
        problems.add(
            "storage area %s: a file system call hangs for %d s"
                .formatted(area.name(), oldest.toSeconds()));
      }
    }
    return problems;
  }
}
