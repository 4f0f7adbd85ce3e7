// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;

final class LvsNetworkTwinTest extends SectionTwinTest<LvsNetwork> {
  LvsNetworkTwinTest() {
    super(
        site -> site.lvs().networks().values().iterator().next(),
        new LvsNetwork("one", List.of(Subnet.parse("192.0.2.0/24")), "eth0", 51, List.of()),
        new LvsNetwork(
            "inner",
            List.of(Subnet.parse("198.51.100.0/24"), Subnet.parse("2001:db8:1::/64")),
            "ens4",
            61,
            List.of(IpAddress.parse("198.51.100.1"))));
  }

  @Override
  String minimal() {
    return "minimal-lvs.yaml";
  }
}
