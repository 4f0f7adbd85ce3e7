// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.Tools;
import dev.bora.db.table.FileRow;
import dev.bora.rpc.contract.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the end of files that somebody else works on, by looking at their rows. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Tools tools;

  Waiting(Tools tools) {
    this.tools = tools;
  }

  /**
   * What became of all files of a request.
   *
   * @throws NotYetException if that takes too long: the frontend may ask again
   */
  List<Outcome> outcomes(long requestId) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<FileRow> files = tools.fence().call(tables -> tables.files().ofRequest(requestId));
      if (files.stream().allMatch(file -> file.state().isFinal())) {
        return files.stream()
            .map(file -> new Outcome(file.status().name(), file.explanation()))
            .toList();
      }
      pauseUntil(end);
    }
  }

  /**
   * One file, once nobody has it in hand or waits to have it.
   *
   * @throws NotYetException if that takes too long
   */
  FileRow settled(long fileId) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileRow row = tools.fence().call(tables -> tables.files().byId(fileId));
      if (row == null) {
        throw new IllegalStateException("file " + fileId + " was forgotten");
      }
      if (row.owner() == null) {
        return row;
      }
      pauseUntil(end);
    }
  }

  private static void pauseUntil(long end) {
    if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
      throw new NotYetException();
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
  }

  /** It is being worked on still. */
  public static final class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYetException() {
      super("it is being worked on still");
    }
  }
}
