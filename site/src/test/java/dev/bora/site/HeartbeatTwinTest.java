// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class HeartbeatTwinTest extends SectionTwinTest<Heartbeat> {
  HeartbeatTwinTest() {
    super(
        Site::heartbeat,
        new Heartbeat(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(10)),
        new Heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20)));
  }
}
