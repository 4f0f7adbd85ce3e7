// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

final class FileLimitsTwinTest extends SectionTwinTest<FileLimits> {
  FileLimitsTwinTest() {
    super(
        site -> site.admission().get(),
        new FileLimits(100_000, 50_000, 10_000, 5000, 50_000, 25_000),
        new FileLimits(7000, 3000, 900, 90, 800, 80));
  }
}
