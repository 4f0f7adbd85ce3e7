// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.time.Duration;

final class VrrpTwinTest extends SectionTwinTest<Vrrp> {
  VrrpTwinTest() {
    super(
        site -> site.lvs().vrrp(),
        new Vrrp(3, Duration.ofMillis(500), false, null),
        new Vrrp(2, Duration.ofSeconds(2), true, Path.of("/etc/bora/vrrp-password")));
  }
}
