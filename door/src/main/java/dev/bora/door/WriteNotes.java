// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.queue.DoorWrites;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private final DoorWrites writes;
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  WriteNotes(DoorWrites writes) {
    this.writes = writes;
  }

  /**
   * Notes the beginning.
   *
   * @return false if the upload is being written already, by whichever door, or takes no data any
   *     more
   */
  boolean begin(long fileId) {
    if (!busy.add(fileId)) {
      return false;
    }
    boolean begun = false;
    try {
      begun = writes.begin(fileId);
      if (!begun) {
        busy.remove(fileId);
      }
      return begun;
    } catch (RuntimeException inDoubt) {
      // The note may be there all the same.
      end(fileId);
      throw inDoubt;
    }
  }

  /** Notes the end. */
  void end(long fileId) {
    if (!tryEnd(fileId)) {
      Thread.ofVirtual().name("door-write-end-" + fileId).start(() -> endWhenPossible(fileId));
    }
  }

  private boolean tryEnd(long fileId) {
    try {
      writes.end(fileId);
      busy.remove(fileId);
      return true;
    } catch (RuntimeException failure) {
      LOG.warn("file {} stays marked as being written: {}", fileId, failure.toString());
      return false;
    }
  }

  private void endWhenPossible(long fileId) {
    try {
      do {
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
