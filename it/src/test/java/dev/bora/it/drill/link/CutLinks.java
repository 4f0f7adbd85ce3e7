// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.link;

import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.Tampering;
import dev.bora.it.harness.Tampering.Piece;
import dev.bora.it.harness.TcpRelay;
import java.time.Duration;
import java.util.Random;

/** Cuts connections between frontends and backends at any byte of a call or a reply. */
public final class CutLinks extends LinkDrill {

  private static final Duration LONGEST_PEACE = Duration.ofSeconds(1);
  private static final Duration LONGEST_TROUBLE = Duration.ofSeconds(5);

  /** Of how many pieces, which are calls or replies for the most part, one is cut. */
  private static final int ONE_OF = 4;

  @Override
  public String name() {
    return "cut-links";
  }

  @Override
  public String sentence() {
    return "Cuts connections between frontends and backends at random bytes of calls and replies.";
  }

  @Override
  void disturb(Turmoil turmoil, TcpRelay link) {
    Random random = new Random(turmoil.random().nextLong());
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_PEACE);
      link.tamper((piece, count) -> passes(random, piece, count));
      turmoil.letPass(LONGEST_TROUBLE);
      link.tamper(Tampering.NONE);
    }
  }

  private int passes(Random random, Piece piece, int count) {
    if (random.nextInt(ONE_OF) > 0) {
      return count;
    }
    did(piece.toServer() ? "cut-calls" : "cut-replies");
    return random.nextInt(count);
  }
}
