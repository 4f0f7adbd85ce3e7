// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void countsWhatEndedAndWhatRanTwice() throws Exception {
    Ledger ledger = new Ledger(2);
    ledger.ran(0);
    ledger.ran(0);
    ledger.done(0);
    ledger.done(0);
    assertThat(ledger.left()).isEqualTo(1);
    assertThat(ledger.repeated()).isEqualTo(1);
    assertThat(ledger.await(Duration.ZERO)).isFalse();
    ledger.ran(1);
    ledger.done(1);
    assertThat(ledger.await(Duration.ZERO)).isTrue();
    assertThat(ledger.repeated()).isEqualTo(1);
    assertThat(ledger.lastDone())
        .isEqualTo(ledger.doneAt(1))
        .isGreaterThanOrEqualTo(ledger.firstRun());
  }
}
