// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.queue.DoorWrites;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the database which uploads this door writes, one writer each: srmPutDone answers
 * SRM_FILE_BUSY meanwhile. A note whose removal fails is removed as soon as the database is back;
 * until then the upload takes no other writer here.
 */
final class WriteNotes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteNotes.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Supplier<DoorLife> now;
  private final Map<Long, DoorLife> busy = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Of a door.
   *
   * @param now its incarnation at the moment
   */
  WriteNotes(Supplier<DoorLife> now) {
    this.now = now;
  }

  /**
   * Notes the beginning.
   *
   * @return the incarnation that writes now; empty if the upload is being written already, by
   *     whichever door, or takes no data any more
   */
  Optional<DoorLife> begin(long fileId) {
    DoorLife life = now.get();
    if (busy.putIfAbsent(fileId, life) != null) {
      return Optional.empty();
    }
    try {
      if (writes(life).begin(fileId)) {
        return Optional.of(life);
      }
      busy.remove(fileId);
      return Optional.empty();
    } catch (RuntimeException inDoubt) {
      // The note may be there all the same.
      end(fileId);
      throw inDoubt;
    }
  }

  private DoorWrites writes(DoorLife life) {
    return new DoorWrites(life.fence());
  }

  /** Notes the end. */
  void end(long fileId) {
    if (!tryEnd(fileId)) {
      Thread.ofVirtual().name("door-write-end-" + fileId).start(() -> endWhenPossible(fileId));
    }
  }

  private boolean tryEnd(long fileId) {
    DoorLife life = busy.get(fileId);
    if (life == null) {
      return true;
    }
    try {
      writes(life).end(fileId);
      busy.remove(fileId);
      return true;
    } catch (DatabaseUnavailableException away) {
      LOG.debug("file {} stays marked as being written: {}", fileId, away.getMessage());
      return false;
    } catch (RuntimeException failure) {
      LOG.warn("file {} stays marked as being written: {}", fileId, failure.toString());
      return false;
    }
  }

  private void endWhenPossible(long fileId) {
    try {
      do {
        // Nobody tells when the database is back: it is asked again.
        Thread.sleep(RETRY);
      } while (!closed && !tryEnd(fileId));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many uploads are being written. */
  int count() {
    return busy.size();
  }

  @Override
  public void close() {
    closed = true;
  }
}
