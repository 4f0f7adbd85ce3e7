// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import java.util.OptionalLong;

/**
 * What clients do, all at a time.
 *
 * @param name one word
 * @param clients each with a connection of its own
 * @param units of work: one is what a client does before the next
 * @param size what a unit is counted as: the files of a request, or 1
 * @param rate units that begin in a second; 0: each as soon as a client is free
 * @param preparation of it
 */
public record Load(
    String name, int clients, int units, int size, int rate, Preparation preparation) {
  private static final int WARM_UP_PART = 2;

  /** A smaller one, to be run before the first that counts. */
  Load warmUp() {
    return new Load(
        name + "-warm-up", clients, Math.max(1, units / WARM_UP_PART), size, rate, preparation);
  }

  /**
   * A unit that is done.
   *
   * @param askedAgain how often the client had to ask again
   * @param ready when it had all its TURLs, by {@link System#nanoTime}; empty if it wanted none
   */
  public record Done(int askedAgain, OptionalLong ready) {
    static final Done AT_ONCE = new Done(0, OptionalLong.empty());
  }

  /** What the figures do not see. */
  public interface Preparation {
    /**
     * Makes what the work needs.
     *
     * @param folder a SURL that does not exist yet
     */
    Work prepare(Deployment deployment, Clients clients, String folder) throws Exception;
  }

  /** Units of work; for several threads. */
  public interface Work {
    /** Does one. */
    Done run(int unit) throws Exception;

    /** When all is done. Throws if the figures say nothing. */
    default void end() throws Exception {}
  }
}
