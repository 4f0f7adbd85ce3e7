// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.deployment.InstalledNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A node of the lab.
 *
 * @param machine that it runs on
 * @param at which address others are
 */
public record LabNode(Machine machine, Addresses at) implements InstalledNode {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(50);

  @Override
  public String name() {
    return machine.name();
  }

  @Override
  public boolean isRunning() {
    return machine.isRunning();
  }

  @Override
  public void start() {
    long before = ready();
    machine.start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ready() == before) {
      if (!machine.isRunning() || System.nanoTime() > end) {
        throw new AssertionError(name() + " does not serve: " + machine.log());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private long ready() {
    try {
      return machine.lines().filter("ready"::equals).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It reaches the database no more. */
  public void loseDatabase() {
    machine.loseWayTo(at.database());
  }

  /** It reaches it again. */
  public void findDatabase() {
    machine.findWayTo(at.database());
  }

  /** It reaches the virtual address of the backends no more. */
  public void loseBackends() {
    machine.loseWayTo(at.backendVip());
  }

  /** It reaches it again. */
  public void findBackends() {
    machine.findWayTo(at.backendVip());
  }
}
