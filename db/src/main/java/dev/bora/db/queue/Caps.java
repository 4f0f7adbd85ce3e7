// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.table.RequestKind;
import java.util.Map;

/**
 * How many files of each kind of request there may be. Each is kept but for what is committed at
 * the same moment: it can be passed by one batch of each node.
 */
public record Caps(Map<RequestKind, Cap> byKind) {
  /** None. */
  public static final Caps NONE = new Caps(Map.of());

  /** Copies the map. */
  public Caps {
    byKind = Map.copyOf(byKind);
  }

  /**
   * Of one kind.
   *
   * @param all of all users together
   * @param user of each user
   */
  public record Cap(Most all, Most user) {
    static final Cap NONE = new Cap(Most.UNLIMITED, Most.UNLIMITED);
  }

  /**
   * Numbers of files.
   *
   * @param requests that have not ended; more are refused
   * @param inProgress being prepared or, of each user, waiting for a TURL; more wait in the queue
   * @param transfers with a TURL; more stay in progress
   */
  public record Most(long requests, long inProgress, long transfers) {
    /** As many as there are. */
    public static final Most UNLIMITED = new Most(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** With a limit for requests. */
    public Most withRequests(long files) {
      return new Most(files, inProgress, transfers);
    }

    /** With limits for work and TURLs. */
    public Most withWork(long inProgressFiles, long transferFiles) {
      return new Most(requests, inProgressFiles, transferFiles);
    }
  }

  /** Of what waits in the queue. */
  public static Caps of(Cap put, Cap get) {
    return new Caps(Map.of(RequestKind.PUT, put, RequestKind.GET, get));
  }

  boolean isNone() {
    return byKind.isEmpty();
  }

  Cap of(RequestKind kind) {
    return byKind.getOrDefault(kind, Cap.NONE);
  }
}
