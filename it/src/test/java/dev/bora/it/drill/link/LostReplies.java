// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.link;

import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.Tampering;
import dev.bora.it.harness.Tampering.Piece;
import dev.bora.it.harness.TcpRelay;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Loses replies of backends: the work was done, and the frontend does not know. */
public final class LostReplies extends LinkDrill {

  private static final Duration LONGEST_PEACE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOSS = Duration.ofSeconds(4);

  /** Of how many replies one passes; a call has eight attempts. */
  private static final int EVERY = 3;

  private final AtomicInteger replies = new AtomicInteger();

  @Override
  public String name() {
    return "lost-replies";
  }

  @Override
  public String sentence() {
    return "Cuts connections to backends when the first byte of a reply is there: for random whiles"
        + " all replies are lost, or two of three.";
  }

  @Override
  void disturb(Turmoil turmoil, TcpRelay link) {
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_PEACE);
      link.tamper(this::losesAll);
      turmoil.letPass(LONGEST_LOSS);
      link.tamper(this::losesMost);
      turmoil.letPass(LONGEST_LOSS);
      link.tamper(Tampering.NONE);
    }
  }

  private int losesAll(Piece piece, int count) {
    return isReply(piece) ? lost() : count;
  }

  private int losesMost(Piece piece, int count) {
    return isReply(piece) && replies.incrementAndGet() % EVERY != 0 ? lost() : count;
  }

  private static boolean isReply(Piece piece) {
    return !piece.toServer() && piece.begins();
  }

  private int lost() {
    did("lost-replies");
    return 0;
  }
}
