// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;

final class LifetimesTwinTest extends SectionTwinTest<Lifetimes> {
  LifetimesTwinTest() {
    super(
        Site::lifetimes,
        new Lifetimes(
            Duration.ofDays(1),
            Duration.ofDays(21),
            Duration.ofDays(3),
            Duration.ofDays(21),
            Duration.ofDays(3),
            Duration.ofDays(21)),
        new Lifetimes(
            Duration.ofHours(4),
            Duration.ofDays(7),
            Duration.ofHours(2),
            Duration.ofDays(8),
            Duration.ofDays(1),
            Duration.ofDays(90)));
  }
}
