// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;
import java.util.stream.Stream;

final class DirectorTwinTest extends SectionTwinTest<Director> {
  DirectorTwinTest() {
    super(
        site -> only(site.lvs().directors()),
        new Director("director", List.of(IpAddress.parse("192.0.2.2")), 100),
        new Director(
            "director",
            Stream.of("198.51.100.2", "2001:db8:1::2", "203.0.113.2", "2001:db8:2::2")
                .map(IpAddress::parse)
                .toList(),
            150));
  }

  @Override
  String minimal() {
    return "minimal-lvs.yaml";
  }
}
