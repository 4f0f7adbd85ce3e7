// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  @Test
  void sumsUpWhatAllNodesOpenAndSaysHow() {
    ConnectionBudget budget = new ConnectionBudget(PoolConfig.of(30), 4, 2);
    assertThat(budget.sum()).isEqualTo(134);
    assertThat(budget)
        .hasToString(
            "30 connections x 4 nodes + 2 for beats x 2 backends and doors + 10 in reserve = 134");
  }
}
