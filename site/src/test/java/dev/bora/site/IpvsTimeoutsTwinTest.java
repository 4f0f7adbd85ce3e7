// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class IpvsTimeoutsTwinTest extends SectionTwinTest<IpvsTimeouts> {
  IpvsTimeoutsTwinTest() {
    super(
        site -> site.lvs().timeouts(),
        new IpvsTimeouts(Duration.ofHours(1), Duration.ofMinutes(2)),
        new IpvsTimeouts(Duration.ofHours(2), Duration.ofMinutes(1)));
  }
}
