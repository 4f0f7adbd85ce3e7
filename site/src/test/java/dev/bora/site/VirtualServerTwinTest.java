// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class VirtualServerTwinTest extends SectionTwinTest<VirtualServer> {
  VirtualServerTwinTest() {
    super(
        site -> only(site.lvs().virtualServers()),
        new VirtualServer(
            Service.FRONTENDS,
            List.of(IpAddress.parse("192.0.2.100")),
            8444,
            Forwarding.DR,
            Scheduler.WLC,
            Duration.ZERO,
            Map.of("fe", new RealServer("fe", List.of(IpAddress.parse("192.0.2.11")), 100))),
        new VirtualServer(
            Service.FRONTENDS,
            List.of(IpAddress.parse("203.0.113.100"), IpAddress.parse("2001:db8:2::100")),
            8445,
            Forwarding.NAT,
            Scheduler.SH,
            Duration.ofMinutes(1),
            Map.of(
                "fe",
                new RealServer(
                    "fe",
                    List.of(IpAddress.parse("198.51.100.11"), IpAddress.parse("2001:db8:1::11")),
                    50))));
  }

  @Override
  String minimal() {
    return "minimal-lvs.yaml";
  }
}
