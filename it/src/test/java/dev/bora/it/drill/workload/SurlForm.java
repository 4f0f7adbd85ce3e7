// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Entrance;
import java.util.Locale;
import java.util.Random;

/** How clients write SURLs. */
enum SurlForm {
  /** With the service's path, as gfal2 does. */
  USUAL,
  /** In any of the ways that name the same file. */
  ANY;

  private static final int WAYS = 5;

  String surl(Entrance entrance, String path, Random random) {
    int way = this == USUAL ? 0 : random.nextInt(WAYS);
    String host = entrance.server();
    return switch (way) {
      case 1 -> host + "/testvo/" + path;
      case 2 -> host + "/srm/managerv2?SFN=//testvo/" + path.replace("/", "//");
      // the area's other access point
      case 4 -> host + "/srm/managerv2?SFN=/testvo-too/" + path;
      case 3 ->
          host.replace(entrance.host(), entrance.host().toUpperCase(Locale.ROOT))
              + "/srm/managerv2?SFN=/testvo/"
              + path;
      default -> entrance.surl(path);
    };
  }
}
