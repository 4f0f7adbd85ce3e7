// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.queue.Submissions;
import dev.bora.db.table.RequestKind;
import dev.bora.site.Site;
import java.time.Duration;

/**
 * How long rows are kept after their end.
 *
 * @param asynchronous status calls come for days
 * @param synchronous as long as a frontend asks again, and the stale time on top of it
 */
public record Retention(Duration asynchronous, Duration synchronous) {
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Of a site. */
  public static Retention of(Site site) {
    return new Retention(
        Duration.ofSeconds(Submissions.KEEP_SECONDS),
        site.rpc().callTimeout().plus(site.heartbeat().stale()).plus(MARGIN));
  }

  /** For a request of this kind, in seconds. */
  public int seconds(RequestKind kind) {
    return (int) (kind.isQueued() ? asynchronous : synchronous).toSeconds();
  }
}
