// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.table.FileState;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The status of a request, from those of its files (SRM v2.2, 5.1.3 and 5.5.3). What all files have
 * come to is looked at before what any of them is still doing: a request whose files all ended is
 * never in progress.
 */
public final class RequestStatus {
  /** How a file counts for its request. */
  public enum Share {
    /** Waits for a backend. */
    WAITING,
    /** In a backend's hands. */
    RUNNING,
    /** Its TURL is out, or it has done what was asked. */
    GOOD,
    /** Aborted. */
    ABORTED,
    /** Not ready within the request's time. */
    LATE,
    /** Anything else that it could not do. */
    BAD
  }

  private RequestStatus() {}

  /** How a file counts. */
  public static Share share(FileState state, TStatusCode code) {
    return switch (state) {
      // One that waits for a TURL was looked at: it is in progress.
      case QUEUED -> code == TStatusCode.SRM_REQUEST_INPROGRESS ? Share.RUNNING : Share.WAITING;
      // One whose TURL is out runs while it is committed or discarded.
      case RUNNING -> FileAnswer.isOut(code) ? Share.GOOD : Share.RUNNING;
      case READY, DONE, RELEASED -> Share.GOOD;
      case ABORTED -> Share.ABORTED;
      case EXPIRED ->
          switch (code) {
            case SRM_RELEASED -> Share.GOOD;
            case SRM_FAILURE, SRM_REQUEST_TIMED_OUT -> Share.LATE;
            default -> Share.BAD;
          };
      case FAILED -> Share.BAD;
    };
  }

  /**
   * The status of a request.
   *
   * @param files all of it; at least one
   */
  public static TReturnStatus of(Collection<FileAnswer> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a request has at least one file");
    }
    Map<Share, Integer> counts = new EnumMap<>(Share.class);
    for (FileAnswer file : files) {
      counts.merge(share(file.state(), file.status().statusCode()), 1, Integer::sum);
    }
    TStatusCode code = code(counts, files.size());
    return new TReturnStatus(code, explanation(code, List.copyOf(files)));
  }

  private static TStatusCode code(Map<Share, Integer> counts, int files) {
    int waiting = counts.getOrDefault(Share.WAITING, 0);
    int good = counts.getOrDefault(Share.GOOD, 0);
    boolean running = counts.containsKey(Share.RUNNING);
    if (waiting > 0 || running) {
      return running || good > 0
          ? TStatusCode.SRM_REQUEST_INPROGRESS
          : TStatusCode.SRM_REQUEST_QUEUED;
    }
    if (good == files) {
      return TStatusCode.SRM_SUCCESS;
    }
    if (good > 0) {
      return TStatusCode.SRM_PARTIAL_SUCCESS;
    }
    if (counts.getOrDefault(Share.ABORTED, 0) == files) {
      return TStatusCode.SRM_ABORTED;
    }
    return counts.containsKey(Share.LATE)
        ? TStatusCode.SRM_REQUEST_TIMED_OUT
        : TStatusCode.SRM_FAILURE;
  }

  private static String explanation(TStatusCode code, List<FileAnswer> files) {
    String own = files.size() == 1 ? files.getFirst().status().explanation() : null;
    if (own != null) {
      return own;
    }
    return switch (code) {
      case SRM_REQUEST_QUEUED -> "The request is queued";
      case SRM_REQUEST_INPROGRESS -> "The request is in progress";
      case SRM_SUCCESS -> "All files were successfully handled";
      case SRM_PARTIAL_SUCCESS -> "Some files were successful while others failed";
      case SRM_ABORTED -> "The request was aborted";
      case SRM_REQUEST_TIMED_OUT -> "The total request time is over";
      default -> "All files of the request failed";
    };
  }
}
