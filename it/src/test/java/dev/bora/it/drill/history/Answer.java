// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

import java.util.List;

/**
 * What a client was answered.
 *
 * @param outcome what it amounts to
 * @param status the SRM or HTTP status, or why there is none
 * @param explanation the server's, or empty
 * @param token of a request that was accepted, or empty
 * @param seen what it tells about paths
 */
public record Answer(
    Outcome outcome, String status, String explanation, String token, List<Seen> seen) {

  /** What an answer amounts to. */
  public enum Outcome {
    /** Done. */
    OK,
    /** Accepted, and not ended. */
    WAITING,
    /** Not done, and it will not be. */
    REFUSED,
    /** Done or not, now or later. */
    DOUBT,
    /** It never reached a server. */
    UNSENT
  }

  /** Copies what it is given. */
  public Answer {
    seen = List.copyOf(seen);
  }

  /** An answer that tells of no path. */
  public static Answer of(Outcome outcome, String status, String explanation) {
    return new Answer(outcome, status, explanation, "", List.of());
  }

  /** The same with a token. */
  public Answer token(String accepted) {
    return new Answer(outcome, status, explanation, accepted, seen);
  }

  /** The same with what it tells about paths. */
  public Answer seen(List<Seen> paths) {
    return new Answer(outcome, status, explanation, token, paths);
  }

  /** Whether it is of this outcome. */
  public boolean is(Outcome other) {
    return outcome == other;
  }
}
