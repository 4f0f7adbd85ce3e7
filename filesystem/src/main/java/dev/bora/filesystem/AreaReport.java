// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.util.List;
import java.util.Set;

/**
 * What the probe of an area found.
 *
 * @param fileSystem kind of file system as the host's mount table names it, for example "ext4"
 * @param gaps what is lacking
 * @param mountPointsBelow paths of mount points below the root
 */
public record AreaReport(String fileSystem, Set<AreaGap> gaps, List<String> mountPointsBelow) {
  public AreaReport {
    gaps = Set.copyOf(gaps);
    mountPointsBelow = List.copyOf(mountPointsBelow);
  }

  /** Whether no fatal gap was found. */
  public boolean usable() {
    return gaps.stream().noneMatch(AreaGap::fatal);
  }

  AreaFeatures features() {
    return new AreaFeatures(
        !gaps.contains(AreaGap.NO_RENAME_NOREPLACE),
        !gaps.contains(AreaGap.NO_USER_ATTRIBUTES),
        !gaps.contains(AreaGap.NO_ACCESS_CONTROL_LISTS),
        !gaps.contains(AreaGap.NO_CHANGE_OF_OWNER));
  }
}
