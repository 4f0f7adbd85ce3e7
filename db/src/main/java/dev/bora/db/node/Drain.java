// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.table.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a node takes nothing new, because an operator wants that, or because its process ends. It
 * hears of the operator's wishes with each beat. For all incarnations of a process.
 */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final String node;
  private final Runnable leave;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private Wish wish = Wish.WORK;
  private volatile @Nullable String reason;
  private long since;

  /**
   * For a node that works until told otherwise.
   *
   * @param leave told once, on a thread of its own, that an operator wants the process to end
   */
  public Drain(String node, Runnable leave) {
    this.node = node;
    this.leave = leave;
  }

  /** Told of changes, each time on a thread of its own; they may overlap, so it asks what is so. */
  @FunctionalInterface
  public interface Listener {
    /** The node has begun to drain, or to work again. */
    void changed();
  }

  /** From now on it is told of changes, and now if the node drains already. */
  public void listen(Listener listener) {
    listeners.add(listener);
    if (isOn()) {
      Thread _ = Thread.startVirtualThread(listener::changed);
    }
  }

  /** What is wanted of it. */
  synchronized void hear(Wish wanted) {
    if (wanted == wish) {
      return;
    }
    wish = wanted;
    if (isEnding()) {
      return;
    }
    switch (wanted) {
      case WORK -> change(null);
      case DRAIN -> change("it drains, as an operator wants it to");
      case LEAVE -> {
        change("it drains and will leave, as an operator wants it to");
        Thread _ = Thread.startVirtualThread(leave);
      }
    }
  }

  /** The process ends: from now on nothing lets the node work again. */
  public synchronized void end() {
    ending.countDown();
    change("it drains, as it is being stopped");
  }

  private void change(@Nullable String now) {
    boolean wasOn = isOn();
    reason = now;
    notifyAll();
    if (wasOn == isOn()) {
      return;
    }
    if (now != null) {
      since = System.nanoTime();
    }
    LOG.info("{}: {}", node, now == null ? "it works again" : now);
    for (Listener listener : listeners) {
      Thread _ = Thread.startVirtualThread(listener::changed);
    }
  }

  /** Whether the process ends. */
  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Whether it takes nothing new. */
  public boolean isOn() {
    return reason != null;
  }

  /** Why it takes nothing new, in a sentence; empty if it does. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Whether it has drained for so long that the directors know. Waits for that, or until it works
   * again.
   *
   * @param notice that they need
   */
  public synchronized boolean awaitNoticed(Duration notice) throws InterruptedException {
    long left = notice.toNanos();
    while (isOn() && left > 0) {
      left = since + notice.toNanos() - System.nanoTime();
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return isOn();
  }
}
