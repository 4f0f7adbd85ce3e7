// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;

final class RealServerTwinTest extends SectionTwinTest<RealServer> {
  RealServerTwinTest() {
    super(
        site -> only(only(site.lvs().virtualServers()).realServers()),
        new RealServer("fe", List.of(IpAddress.parse("192.0.2.11")), 100),
        new RealServer(
            "fe",
            List.of(IpAddress.parse("198.51.100.11"), IpAddress.parse("2001:db8:1::11")),
            50));
  }

  @Override
  String minimal() {
    return "minimal-lvs.yaml";
  }
}
