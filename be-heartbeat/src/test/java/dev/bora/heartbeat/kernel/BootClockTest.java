// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BootClockTest {
  @Test
  void itIsTheKernelsUptime() throws Exception {
    long before = uptimeHundredths();
    long now = BootClock.nanos() / 10_000_000;
    assertThat(now).isBetween(before, uptimeHundredths());
  }

  @Test
  void itNeverGoesBack() {
    long last = 0;
    for (int i = 0; i < 100_000; i++) {
      long now = BootClock.nanos();
      assertThat(now >= last).isTrue();
      last = now;
    }
  }

  /** Of /proc/uptime, which counts suspends and cuts off below a hundredth of a second. */
  private static long uptimeHundredths() throws Exception {
    String uptime = Files.readString(Path.of("/proc/uptime"));
    return new BigDecimal(uptime.substring(0, uptime.indexOf(' ')))
        .movePointRight(2)
        .longValueExact();
  }
}
