// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import java.util.List;

/** All that are measured. */
public final class Contenders {
  /** In the order of tables. */
  public static final List<Contender> ALL =
      List.of(
          new BoraQueue(),
          new RawJdbc(RawJdbc.Commits.EACH),
          new RawJdbc(RawJdbc.Commits.TOGETHER),
          new DbScheduler(DbScheduler.Strategy.FETCH),
          new DbScheduler(DbScheduler.Strategy.LOCK_AND_FETCH),
          new JobRunrQueue(),
          new QuartzCluster(),
          new StormPolicy());

  private Contenders() {}

  /** By its name. */
  public static Contender named(String name) {
    return ALL.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contender is named " + name));
  }
}
