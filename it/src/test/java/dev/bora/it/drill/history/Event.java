// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

import dev.bora.it.drill.history.Answer.Outcome;

/**
 * A call and its answer.
 *
 * @param call what was asked
 * @param answer what came
 * @param end {@link System#nanoTime()} when it had come
 */
public record Event(Call call, Answer answer, long end) {

  /** Whether it is of this kind, and ended so. */
  public boolean is(Kind kind, Outcome outcome) {
    return call.kind() == kind && answer.outcome() == outcome;
  }

  /** The token that it brought, else the one that it was about, else empty. */
  public String token() {
    return answer.token().isEmpty() ? call.token() : answer.token();
  }

  @Override
  public String toString() {
    return HistoryText.line(call) + "   " + HistoryText.line(call.number(), answer, end);
  }
}
