// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process whose start has no end, or whose stop. */
final class SignalledProgram {
  private SignalledProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    TerminationSignals signals = TerminationSignals.listen();
    System.out.println("listening");
    if (arguments[0].equals("start")) {
      start(signals);
    }
    signals.await();
    System.out.println("stopping");
    new CountDownLatch(1).await();
  }

  private static void start(TerminationSignals signals) {
    try {
      while (true) {
        signals.check();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    } catch (StoppedException stopped) {
      System.exit(stopped.exitStatus());
    }
  }
}
