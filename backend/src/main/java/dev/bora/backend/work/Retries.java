// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaBusyException;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each file in hand has met a failure that may pass by itself, and when it is tried
 * again. A backend that takes the file over begins to count anew.
 */
final class Retries {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int most;
  private final Duration firstPause;
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();

  /**
   * With these bounds.
   *
   * @param most how often a file is tried again, 0 and more
   * @param firstPause before the first time; each further pause is twice as long, up to 30 s
   */
  Retries(int most, Duration firstPause) {
    this.most = most;
    this.firstPause = firstPause;
  }

  /** Notes a failure; whether the file is to be tried again. */
  boolean isTriedAgain(long fileId, IOException failure) {
    return isTransitory(failure) && failures.merge(fileId, 1, Integer::sum) <= most;
  }

  /** How long to wait before a file is tried again; empty if it has met no such failure. */
  Optional<Duration> pause(long fileId) {
    Integer times = failures.get(fileId);
    if (times == null) {
      return Optional.empty();
    }
    Duration pause = firstPause.multipliedBy(1L << Math.min(times - 1, 20));
    return Optional.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** It is in hand no more. */
  void forget(long fileId) {
    failures.remove(fileId);
  }

  /** A file system that is busy, out of something for a moment, or cut off from its servers. */
  static boolean isTransitory(IOException failure) {
    return switch (failure) {
      case AreaBusyException _ -> true;
      case PosixException posix ->
          switch (posix.errno()) {
            case EINTR,
                EIO,
                EAGAIN,
                ENOMEM,
                EBUSY,
                ENFILE,
                EMFILE,
                ETXTBSY,
                ENETDOWN,
                ENETUNREACH,
                ECONNABORTED,
                ECONNRESET,
                ENOTCONN,
                ESHUTDOWN,
                ETIMEDOUT,
                ECONNREFUSED,
                EHOSTDOWN,
                EHOSTUNREACH,
                ESTALE,
                EREMOTEIO ->
                true;
            default -> false;
          };
      default -> false;
    };
  }
}
