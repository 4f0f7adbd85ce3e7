// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void tellsHowMuchHowFastAndHowLong() {
    assertThat(ProgressLine.text(512L << 20, 4096L << 20, 4))
        .isEqualTo(" 12%  512.0 MiB of 4096.0 MiB  128.0 MiB/s  0:28 left");
    assertThat(ProgressLine.text(3L << 20, -1, 2)).isEqualTo("3.0 MiB  1.5 MiB/s");
  }

  @Test
  void saysNothingOfAShortTransfer() {
    StringWriter terminal = new StringWriter();
    try (ProgressLine line = new ProgressLine(new PrintWriter(terminal))) {
      line.moved(10, 10);
    }
    assertThat(terminal.toString()).isEmpty();
  }
}
