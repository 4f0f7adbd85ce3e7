// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class QueueTwinTest extends SectionTwinTest<Queue> {
  QueueTwinTest() {
    super(
        Site::queue,
        new Queue(
            Duration.ofMillis(500), Duration.ofSeconds(1), 100, 200, 5, Duration.ofSeconds(1)),
        new Queue(Duration.ofSeconds(2), Duration.ofMillis(250), 20, 40, 9, Duration.ofSeconds(3)));
  }
}
