// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class DrainingTwinTest extends SectionTwinTest<Draining> {
  DrainingTwinTest() {
    super(
        Site::draining,
        new Draining(Duration.ofSeconds(5), Duration.ofSeconds(30)),
        new Draining(Duration.ofSeconds(12), Duration.ofMinutes(2)));
  }
}
