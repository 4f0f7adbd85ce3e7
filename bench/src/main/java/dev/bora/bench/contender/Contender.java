// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import dev.bora.bench.server.BenchServer.Target;
import java.io.IOException;
import java.util.List;

/** A queue on a database. */
public interface Contender {
  /** One word, for figures and options. */
  String name();

  /** Its version and the settings that differ from its defaults, in one line. */
  String settings();

  /** Requests that are sensible to drain in a run: fewer where it takes minutes for a thousand. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /** Whether its queue drains no faster in another way that is measured as well. */
  default boolean isFastest() {
    return true;
  }

  /** Makes its tables in an empty schema. */
  void create(Target target) throws Exception;

  /** A query for how many requests have not ended durably. */
  String leftQuery();

  /**
   * Statements that put so many finished requests behind those to come, or as many as can be had in
   * minutes; empty if it keeps none.
   *
   * @param rows a multiple of 1,000,000
   */
  default List<String> finishedRows(int rows) {
    return List.of();
  }

  /** Whether others end what a dead worker held. */
  default boolean takesOver() {
    return true;
  }

  /** Whether its requests are somebody's, so that its sessions are {@link Shared}. */
  default boolean hasUsers() {
    return false;
  }

  /** Opens it for submissions; nothing works yet. */
  Session open(Target target, Ledger ledger) throws Exception;

  /** An open queue that several users share. */
  interface Shared extends Session {
    /** As {@link #submit}, for a user: 0 is who the others are submitted for. */
    void submitFor(int user, int number) throws Exception;

    /** Lets nothing of a user begin, or again all of it. */
    void hold(int user, boolean held) throws Exception;
  }

  /** An open queue. */
  interface Session extends AutoCloseable {
    /** Commits one request, durably; for several threads. */
    void submit(int number) throws Exception;

    /** Commits requests as fast as it can. */
    void submitAll(int from, int to) throws Exception;

    /**
     * Starts workers with their threads, as so many processes would be.
     *
     * @param first number of the first of them, unlike those of other processes
     */
    void start(int first, int workers) throws Exception;

    /** Stops the workers and closes all. */
    @Override
    void close() throws IOException;
  }
}
