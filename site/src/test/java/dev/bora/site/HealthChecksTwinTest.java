// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class HealthChecksTwinTest extends SectionTwinTest<HealthChecks> {
  HealthChecksTwinTest() {
    super(
        site -> site.lvs().checks(),
        new HealthChecks(Duration.ofSeconds(1), Duration.ofSeconds(1), 1),
        new HealthChecks(Duration.ofSeconds(2), Duration.ofSeconds(3), 3));
  }
}
