// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.AreaWatch;
import dev.bora.filesystem.StorageArea;
import dev.bora.filesystem.WatchTimes;
import dev.bora.site.Site;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The storage areas of the site, open on this host. */
public final class OpenAreas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAreas.class);

  private final Map<String, OpenArea> byName;

  private OpenAreas(Map<String, OpenArea> byName) {
    this.byName = byName;
  }

  /**
   * Opens all areas, and watches them.
   *
   * @param node this node's name
   * @throws IOException if one cannot be used, with the reason
   */
  public static OpenAreas open(Site site, String node) throws IOException {
    Map<String, OpenArea> open = new LinkedHashMap<>();
    OpenAreas areas = new OpenAreas(open);
    try {
      for (dev.bora.site.StorageArea config : site.storageAreas().byName().values()) {
        open.put(config.name(), open(config, node));
      }
      return areas;
    } catch (IOException | RuntimeException failure) {
      areas.close();
      throw failure;
    }
  }

  private static OpenArea open(dev.bora.site.StorageArea config, String node) throws IOException {
    StorageArea disk = StorageArea.open(config.name(), config.root(), AreaLimits.DEFAULT);
    try {
      AreaWatch watch = disk.watch(node, WatchTimes.DEFAULT);
      return new OpenArea(config, disk, watch);
    } catch (IOException | RuntimeException failure) {
      disk.close();
      throw failure;
    }
  }

  /** By name; empty if this site has none of that name. */
  public Optional<OpenArea> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them. */
  public Collection<OpenArea> all() {
    return byName.values();
  }

  /** What a client is told who wants something changed in an area; empty if the area works. */
  public Optional<Result> changeRefusal(String name) {
    return find(name).flatMap(OpenArea::changeRefusal);
  }

  @Override
  public void close() {
    for (OpenArea area : byName.values()) {
      area.watch().close();
      try {
        area.disk().close();
      } catch (IOException failure) {
        LOG.warn("storage area {} was not closed: {}", area.name(), failure.getMessage());
      }
    }
  }
}
