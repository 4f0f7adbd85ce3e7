// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class LimitsTwinTest extends SectionTwinTest<Limits> {
  LimitsTwinTest() {
    super(
        Site::limits,
        new Limits(
            1000,
            10_000,
            new ByteSize(16 << 20),
            new ByteSize(128 << 20),
            2000,
            500,
            Duration.ofMinutes(1),
            Duration.ofSeconds(30)),
        new Limits(
            5000,
            2000,
            new ByteSize(8 << 20),
            new ByteSize(64 << 20),
            300,
            100,
            Duration.ofMinutes(5),
            Duration.ofSeconds(10)));
  }
}
