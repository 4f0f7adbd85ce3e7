// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;

final class SrmTwinTest extends SectionTwinTest<Srm> {
  SrmTwinTest() {
    super(
        Site::srm,
        new Srm("srm.example.org", 8444, "/srm/managerv2", List.of()),
        new Srm(
            "grid.example.org",
            8445,
            "/srm/other",
            List.of(new HostPort("storm.example.org", 8444), new HostPort("2001:db8::1", 8446))));
  }
}
