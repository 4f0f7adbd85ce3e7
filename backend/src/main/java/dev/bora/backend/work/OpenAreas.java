// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.site.Site;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The storage areas of the site on this host: those that are open, and those that will be. */
public final class OpenAreas implements AutoCloseable {
  private final Map<String, OpenArea> byName;

  private OpenAreas(Map<String, OpenArea> byName) {
    this.byName = byName;
  }

  /**
   * Opens all areas beside each other, and watches them. One that hangs, or fails by what its file
   * system says of itself now, is not open yet when this returns.
   *
   * @param node this node's name
   * @throws IOException if one can never be used as the site file has it, with the reason
   */
  public static OpenAreas open(Site site, String node) throws IOException {
    Map<String, OpenArea> open = new LinkedHashMap<>();
    OpenAreas areas = new OpenAreas(open);
    try {
      for (dev.bora.site.StorageArea config : site.storageAreas().byName().values()) {
        open.put(config.name(), new OpenArea(config, node));
      }
      for (OpenArea area : open.values()) {
        area.awaitFirst();
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

  /** What a client is told who wants something changed in an area; empty if the area works. */
  public Optional<Result> changeRefusal(String name) {
    return find(name).flatMap(OpenArea::changeRefusal);
  }

  @Override
  public void close() {
    byName.values().forEach(OpenArea::close);
  }
}
