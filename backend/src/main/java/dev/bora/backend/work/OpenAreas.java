// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.StorageArea;
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
   * Opens all areas.
   *
   * @throws IOException if one cannot be used, with the reason
   */
  public static OpenAreas open(Site site) throws IOException {
    Map<String, OpenArea> open = new LinkedHashMap<>();
    OpenAreas areas = new OpenAreas(open);
    try {
      for (dev.bora.site.StorageArea config : site.storageAreas().byName().values()) {
        open.put(
            config.name(),
            new OpenArea(
                config, StorageArea.open(config.name(), config.root(), AreaLimits.DEFAULT)));
      }
      return areas;
    } catch (IOException | RuntimeException failure) {
      areas.close();
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

  @Override
  public void close() {
    for (OpenArea area : byName.values()) {
      try {
        area.disk().close();
      } catch (IOException failure) {
        LOG.warn("storage area {} was not closed: {}", area.config().name(), failure.getMessage());
      }
    }
  }
}
