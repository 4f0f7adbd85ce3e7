// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaCondition;
import dev.bora.rpc.health.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What storage areas mean to a backend's health: it is of use while one of them works. */
public final class AreaHealth {
  private AreaHealth() {}

  /**
   * Well, naming each area that does not work; unwell if none does.
   *
   * @param details what else there is to be told
   */
  public static Health of(OpenAreas areas, Map<String, String> details) {
    Map<String, String> told = new LinkedHashMap<>(details);
    List<String> reasons = new ArrayList<>();
    for (OpenArea area : areas.all()) {
      AreaCondition now = area.now();
      if (!now.works()) {
        String wording = now.state() + ": " + now.detail();
        told.put("storage-area " + area.name(), wording);
        reasons.add("storage area " + area.name() + " is " + wording);
      }
    }
    return reasons.isEmpty() || reasons.size() < areas.all().size()
        ? new Health.Well(told)
        : new Health.Unwell(reasons);
  }
}
