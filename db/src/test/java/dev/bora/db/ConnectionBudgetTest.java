// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  @Test
  void sumsUpWhatAllNodesOpenAndSaysHow() {
    ConnectionBudget budget = new ConnectionBudget(PoolConfig.of(30), 4);
    assertThat(budget.sum()).isEqualTo(138);
    assertThat(budget)
        .hasToString("(30 connections + 2 for beats) x 4 nodes + 10 in reserve = 138");
  }
}
