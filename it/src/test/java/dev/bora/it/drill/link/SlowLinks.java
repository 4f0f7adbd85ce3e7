// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.link;

import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.Tampering.Piece;
import dev.bora.it.harness.TcpRelay;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the link slow. Some calls take longer than a frontend waits: it asks another backend, and
 * the first one gets the same call later.
 */
public final class SlowLinks extends LinkDrill {

  private static final Duration LONGEST_PEACE = Duration.ofSeconds(1);
  private static final Duration LONGEST_TROUBLE = Duration.ofSeconds(6);
  private static final int LEAST_BYTES_PER_SECOND = 2_000;
  private static final int MOST_BYTES_PER_SECOND = 20_000;
  private static final int LONGEST_DELAY_MILLIS = 300;

  /** Beyond what a frontend waits for a reply when stale is 2.5 s, which is 7.5 s. */
  private static final int LATE_MILLIS = 8_000;

  private static final int ONE_IS_LATE_OF = 25;

  @Override
  public String name() {
    return "slow-links";
  }

  @Override
  public String sentence() {
    return "Delays calls and replies between frontends and backends, limits their bytes per second,"
        + " and makes some later than frontends wait for.";
  }

  @Override
  void disturb(Turmoil turmoil, TcpRelay link) {
    Random random = new Random(turmoil.random().nextLong());
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_PEACE);
      link.slowDownTo(random.nextInt(LEAST_BYTES_PER_SECOND, MOST_BYTES_PER_SECOND));
      link.tamper((piece, count) -> passes(random, piece, count));
      turmoil.letPass(LONGEST_TROUBLE);
      link.fullSpeed();
    }
  }

  private int passes(Random random, Piece piece, int count) {
    boolean late = random.nextInt(ONE_IS_LATE_OF) == 0;
    did(late ? (piece.toServer() ? "late-calls" : "late-replies") : "delayed");
    int millis = late ? LATE_MILLIS : random.nextInt(LONGEST_DELAY_MILLIS);
    // a delay is for the clock to say, not for any condition
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    return count;
  }
}
