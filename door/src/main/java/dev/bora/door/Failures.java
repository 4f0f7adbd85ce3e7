// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.filesystem.AreaBusyException;
import dev.bora.filesystem.AreaNotOpenException;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told of what went wrong here. Details go to the log. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String NOT_FOUND = "No such file or directory";
  private static final String NO_WRITES = "the door writes nothing at the moment";
  private static final String NO_SPACE = "No space left on device";
  private static final String NO_QUOTA = "Disk quota exceeded";

  private Failures() {}

  /** The one answer to every TURL that is not good. */
  static Refusal notFound() {
    return new Refusal(HttpStatus.NOT_FOUND_404, NOT_FOUND);
  }

  static Refusal of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> notFound();
      case ContainmentException _ -> notFound();
      case LifeOverException over -> {
        LOG.warn("refused: {}", over.getMessage());
        yield new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, NO_WRITES, over);
      }
      case AreaNotOpenException closed -> {
        LOG.warn("refused: {}", closed.getMessage());
        yield new Refusal(
            HttpStatus.SERVICE_UNAVAILABLE_503,
            "storage area " + closed.area() + " is not open yet: " + closed.condition().detail(),
            closed);
      }
      case AreaBusyException _ ->
          new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, "the storage area is busy", failure);
      case PosixException posix -> ofCall(posix);
      default -> ofChannel(failure);
    };
  }

  private static Refusal ofCall(PosixException failure) {
    return switch (failure.errno()) {
      case ENOENT, ENOTDIR, EISDIR, EINVAL -> notFound();
      case ENOSPC -> new Refusal(HttpStatus.INSUFFICIENT_STORAGE_507, NO_SPACE, failure);
      case EDQUOT -> new Refusal(HttpStatus.INSUFFICIENT_STORAGE_507, NO_QUOTA, failure);
      default -> other(failure);
    };
  }

  /** A channel's exceptions have the kernel's wording and nothing else. */
  private static Refusal ofChannel(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    for (String wording : new String[] {NO_SPACE, NO_QUOTA}) {
      if (message.contains(wording)) {
        return new Refusal(HttpStatus.INSUFFICIENT_STORAGE_507, wording, failure);
      }
    }
    return other(failure);
  }

  private static Refusal other(IOException failure) {
    LOG.error("the storage failed", failure);
    return new Refusal(HttpStatus.INTERNAL_SERVER_ERROR_500, "Input/output error", failure);
  }

  static Refusal of(RuntimeException failure) {
    // The door says once that it cannot beat; the access log has each transfer.
    if (failure instanceof DatabaseUnavailableException) {
      LOG.debug("refused: {}", failure.getMessage());
      return new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503, "the database does not answer", failure);
    }
    if (failure instanceof FencedException) {
      LOG.debug("refused: {}", failure.getMessage());
      return new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, NO_WRITES, failure);
    }
    LOG.error("a request failed", failure);
    return new Refusal(HttpStatus.INTERNAL_SERVER_ERROR_500, "internal error", failure);
  }
}
