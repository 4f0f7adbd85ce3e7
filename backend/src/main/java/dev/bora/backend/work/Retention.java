// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.table.RequestKind;
import java.time.Duration;

/** How long rows are kept after their end. */
public final class Retention {
  /** Status calls come for days. */
  private static final Duration ASYNCHRONOUS = Duration.ofDays(7);

  /** Longer than a frontend asks again, plus the stale time. */
  private static final Duration SYNCHRONOUS = Duration.ofMinutes(10);

  private Retention() {}

  /** For a request of this kind, in seconds. */
  public static int seconds(RequestKind kind) {
    return (int) (kind.isQueued() ? ASYNCHRONOUS : SYNCHRONOUS).toSeconds();
  }
}
