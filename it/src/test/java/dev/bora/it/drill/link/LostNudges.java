// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.link;

import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.Tampering.Piece;
import dev.bora.it.harness.TcpRelay;

/** Lets no nudge through: backends find everything by polling. */
public final class LostNudges extends LinkDrill {

  /** No text of a user's can look like it: there, this bracket is escaped. */
  private static final String NUDGE = "<methodName>bora.nudge";

  @Override
  public String name() {
    return "lost-nudges";
  }

  @Override
  public String sentence() {
    return "Cuts every connection on which a frontend nudges a backend, before the call is whole.";
  }

  @Override
  void disturb(Turmoil turmoil, TcpRelay link) {
    link.tamper(this::passes);
    turmoil.letPassAll();
  }

  private int passes(Piece piece, int count) {
    if (!piece.toServer() || !piece.request().contains(NUDGE)) {
      return count;
    }
    did("lost-nudges");
    return 0;
  }
}
