// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import dev.bora.backend.room.Aborts;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Tools;
import dev.bora.db.Tables;
import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.DeadlineMapper.Due;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Ids;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files when their time has come: a request that is not ready by its end fails; an upload
 * that was not done is discarded; a pin ends; what ended long ago is forgotten. The row's own times
 * decide, not the reminder.
 */
public final class ExpiryJob implements Job {
  private static final int BATCH = 200;
  private static final int SOON_SECONDS = 5;

  private final Tools tools;
  private final Aborts aborts;
  private final Duration interval;

  /** At this interval; uploads whose time is over are discarded by these aborts. */
  public ExpiryJob(Tools tools, Aborts aborts, Duration interval) {
    this.tools = tools;
    this.aborts = aborts;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "expiry";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run(BooleanSupplier mayContinue) throws IOException, InterruptedException {
    List<Due> due;
    do {
      due = tools.fence().call(tables -> tables.deadlines().due(BATCH));
      for (Due one : due) {
        if (!mayContinue.getAsBoolean()) {
          return;
        }
        look(one);
      }
    } while (due.size() == BATCH);
  }

  private void look(Due due) throws IOException, InterruptedException {
    FileRow row = tools.fence().call(tables -> tables.files().byId(due.fileId()));
    if (row != null && row.state() == FileState.READY && isOver(row)) {
      expireReady(row);
    } else if (row != null) {
      tools.fence().run(tables -> lookAt(tables, row));
    }
    tools.fence().run(tables -> tables.deadlines().remove(due.at(), due.fileId()));
  }

  private static boolean isOver(FileRow row) {
    Long seconds = row.readySecondsLeft();
    return seconds != null && seconds <= 0;
  }

  private void expireReady(FileRow row) throws IOException, InterruptedException {
    RequestRow request = tools.fence().call(tables -> tables.requests().byId(row.requestId()));
    if (request != null && request.kind() == RequestKind.PUT) {
      OpenArea area = tools.areas().find(row.place().area()).orElseThrow();
      if (!area.whileItWorks(() -> discard(row))) {
        tools.fence().run(tables -> tables.deadlines().in(SOON_SECONDS, Ids.of(row.id())));
      }
      return;
    }
    tools
        .fence()
        .run(tables ->
            UnownedFiles.endPin(
                tables,
                row,
                FileState.RELEASED,
                TStatusCode.SRM_RELEASED,
                "The time of the pin has run out",
                tools.retention().seconds(RequestKind.GET)));
  }

  private void discard(FileRow row) {
    aborts
        .discard(
            row,
            null,
            TStatusCode.SRM_FILE_LIFETIME_EXPIRED,
            "The time of the transfer URL has run out")
        .ifPresent(CompletableFuture::join);
  }

  private void lookAt(Tables tables, FileRow row) {
    RequestRow request = tables.requests().byId(row.requestId());
    if (request == null) {
      tables.files().delete(row.id());
      return;
    }
    switch (row.state()) {
      case QUEUED -> expireQueued(tables, request, row);
      // Somebody has it in hand: it will be something else soon.
      case RUNNING -> tables.deadlines().in(SOON_SECONDS, Ids.of(row.id()));
      case READY -> again(tables, row.id(), row.readySecondsLeft());
      case DONE, RELEASED, ABORTED, EXPIRED, FAILED -> forget(tables, request, row);
    }
  }

  private void expireQueued(Tables tables, RequestRow request, FileRow row) {
    if (request.secondsLeft() > 0) {
      again(tables, row.id(), request.secondsLeft());
      return;
    }
    boolean ended =
        UnownedFiles.endQueued(
            tables,
            row,
            FileState.EXPIRED,
            TStatusCode.SRM_FAILURE,
            "The time of the request has run out",
            tools.retention().seconds(request.kind()));
    if (!ended) {
      // Claimed at this very moment; it may come back to the queue.
      tables.deadlines().in(SOON_SECONDS, Ids.of(row.id()));
    }
  }

  private static void again(Tables tables, long fileId, @Nullable Long secondsLeft) {
    long seconds = secondsLeft == null ? SOON_SECONDS : Math.max(1, secondsLeft);
    tables.deadlines().in((int) Math.min(seconds, Integer.MAX_VALUE), Ids.of(fileId));
  }

  private void forget(Tables tables, RequestRow request, FileRow row) {
    Long idle = tables.files().idleSeconds(row.id());
    int keep = tools.retention().seconds(request.kind());
    if (idle != null && idle < keep) {
      // The reminder was of something earlier; its end has set another.
      return;
    }
    tables.files().delete(row.id());
    if (tables.files().countOf(request.id()) == 0) {
      tables.requests().delete(request.id());
    }
  }
}
