// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.backend.turl.Turls;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.queue.Journal.ObjectKey;
import dev.bora.db.queue.PathLocks.Look;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestRow;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaCall;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One file in this backend's hands, and what its room may do with it: lock paths, commit intents,
 * touch the disk, end it. Each verb that writes is one transaction behind the fence; none is begun
 * past the heart's deadline. For one thread.
 */
public final class Task {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(3);
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(3);

  private final Tools tools;
  private final RequestRow request;
  private final FileRow row;
  private final OpenArea area;
  private final Claim claim;
  private final List<Place> locks = new ArrayList<>();
  private boolean settled;

  private Task(Tools tools, RequestRow request, FileRow row, OpenArea area) {
    this.tools = tools;
    this.request = request;
    this.row = row;
    this.area = area;
    this.claim = Claim.of(row);
  }

  /** For a file that this incarnation has claimed. */
  public static Task open(Tools tools, FileRow row) {
    RequestRow request =
        tools
            .requests()
            .find(row.requestId())
            .orElseThrow(() -> new IllegalStateException("file " + row.id() + " has no request"));
    String name = row.place().area();
    OpenArea area =
        tools
            .areas()
            .find(name)
            .orElseThrow(() -> new IllegalStateException("no storage area is named " + name));
    return new Task(tools, request, row, area);
  }

  /** The file's row as it was when this claim began. */
  public FileRow row() {
    return row;
  }

  /** Its request. */
  public RequestRow request() {
    return request;
  }

  /** Its storage area. */
  public OpenArea area() {
    return area;
  }

  /** What rooms share. */
  public Tools tools() {
    return tools;
  }

  /** Where the file is, for the file system. */
  public AreaPath path() {
    return AreaPath.of(row.place().path());
  }

  /** Where a move leads. */
  public AreaPath target() {
    return AreaPath.of(row.target().path());
  }

  /** Its hidden entry under this claim. */
  public HiddenName entry() {
    return new HiddenName(row.id(), claim.number());
  }

  /** Its hidden entry as the journal has it. */
  public HiddenName journalledEntry() {
    Integer entryClaim = row.entryClaim();
    if (entryClaim == null) {
      throw new IllegalStateException("the journal of file " + row.id() + " names no entry");
    }
    return new HiddenName(row.id(), entryClaim);
  }

  /** The object that the journalled step is about. */
  public ObjectId journalledObject() {
    Long inode = row.stepInode();
    Long birth = row.stepBirth();
    if (inode == null || birth == null) {
      throw new IllegalStateException("the journal of file " + row.id() + " names no object");
    }
    return new ObjectId(inode, birth);
  }

  /**
   * Takes the lock on a path, which an earlier claim may have taken; false if somebody else has it.
   */
  public boolean lock(Place place, PathLock.Kind kind) {
    mayBegin();
    if (!tools.locks().take(claim, place, kind)) {
      return false;
    }
    locks.add(place);
    return true;
  }

  /**
   * As {@link #lock}, waiting a little for a synchronous call that is about to end.
   *
   * @throws StandAsideException if who holds it has to run alone, so that this must not run
   */
  public boolean lockPatiently(Place place, PathLock.Kind kind) {
    long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (!lock(place, kind)) {
      Optional<FileRow> holder = holder(place);
      if (System.nanoTime() > end || holder.filter(Task::isReady).isPresent()) {
        return false;
      }
      if (holder.filter(FileRow::suspect).isPresent()) {
        throw new StandAsideException();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return true;
  }

  /** Whether the path is locked by an upload whose TURL is out: no use to wait for it. */
  public boolean isUpload(Place place) {
    return holder(place).filter(Task::isReady).isPresent();
  }

  private static boolean isReady(FileRow file) {
    return file.state() == FileState.READY;
  }

  /** The file that holds the lock on a path. */
  public Optional<FileRow> holder(Place place) {
    return tools
        .fence()
        .call(tables -> {
          PathLock lock = tables.pathLocks().holder(place.area(), place.path());
          return lock == null
              ? Optional.empty()
              : Optional.ofNullable(tables.files().byId(lock.fileId()));
        });
  }

  /** Notes a lock that an earlier claim has taken, so that the end gives it back. */
  public void remember(Place place) {
    locks.add(place);
    settled = true;
  }

  /** Looks around a locked path; false if somebody above or below it was first. */
  public boolean isClear(Place place, PathLock.Kind kind) {
    long end = System.nanoTime() + LOOK_PATIENCE.toNanos();
    while (true) {
      Look look = tools.locks().look(claim, place, kind);
      if (look != Look.AGAIN || System.nanoTime() > end) {
        return look == Look.FREE;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** Commits the intent of a step; after this its one system call may be made. */
  public void intend(Step step, @Nullable ObjectId object, @Nullable HiddenName hidden) {
    mayBegin();
    tools
        .journal()
        .intend(
            claim,
            new Intent(
                step,
                object == null ? null : new ObjectKey(object.inode(), object.birth()),
                hidden == null ? null : hidden.claim()),
            settled ? List.of() : List.copyOf(locks));
    settled |= !locks.isEmpty();
  }

  /**
   * Takes an upload to this file's path, to be discarded; empty if it is not ready any more,
   * because somebody else ends it.
   *
   * @param status how it will end
   */
  public Optional<FileRow> takeUpload(FileRow upload, TStatusCode status, String explanation) {
    mayBegin();
    return Optional.ofNullable(
        tools.claims().claimToRemove(claim, upload.id(), request.token(), status, explanation));
  }

  /** Looks at the file system, on a thread of the area. */
  public <T> T onDisk(AreaCall<T> work) throws IOException {
    return area.onDisk(work);
  }

  /**
   * Changes the file system, on a thread of the area: the one step whose intent stands in the
   * journal, or what its adopter does first.
   */
  public <T> T act(AreaCall<T> step) throws IOException {
    return area.onDisk(() -> {
      // At the last moment: it may have waited for a thread of the area.
      if (!tools.heart().enter()) {
        throw new DeadlinePassedException();
      }
      try {
        return step.run();
      } finally {
        tools.heart().leave();
      }
    });
  }

  /** Whether there may be no TURL of it yet: it ends with {@link Result#STAGED}. */
  public boolean isStagedOnly() {
    return row.goal() == Goal.STAGE;
  }

  /** Where the client can transfer to or from; empty if no data server answers. */
  public Optional<Turls.Turl> turl(String path) {
    String name = path().isRoot() ? "" : new String(path().name().bytes(), UTF_8);
    return tools
        .turls()
        .make(new Turls.Wanted(area.config(), request.protocolList(), row.id(), path, name));
  }

  /** The upload can be written; its path stays locked. Empty: it is to be aborted instead. */
  public Optional<Result> uploadReady(String turl) {
    return tools.journal().uploadReady(claim, turl, request.pinSeconds())
        ? Optional.of(new Result(TStatusCode.SRM_SPACE_AVAILABLE, null))
        : Optional.empty();
  }

  /** The file can be read. Empty: it is to be aborted instead. */
  public Optional<Result> pinned(long size, String turl) {
    return tools.journal().pinned(claim, row.place(), size, turl, request.pinSeconds())
        ? Optional.of(new Result(TStatusCode.SRM_FILE_PINNED, null))
        : Optional.empty();
  }

  /** The upload has its public name. */
  public Result published(long size, boolean checksumDue) {
    tools.journal().published(claim, row.place(), size, checksumDue, keepSeconds());
    return Result.SUCCESS;
  }

  /** From now on the upload is being discarded, to end as it says. */
  public void turnToDiscard(TStatusCode status, String explanation) {
    tools.journal().turnToDiscard(claim, status, explanation);
  }

  /** It was done. */
  public Result done() {
    tools.journal().finish(claim, Ending.done(), allLocks(), keepSeconds());
    return Result.SUCCESS;
  }

  /** It could not be. */
  public Result failed(Result reason) {
    return ended(FileState.FAILED, reason);
  }

  /** As {@link #failed(Result)}. */
  public Result failed(TStatusCode status, String explanation) {
    return failed(new Result(status, explanation));
  }

  /** It ends in this state. */
  public Result ended(FileState state, Result result) {
    tools
        .journal()
        .finish(
            claim,
            new Ending(state, result.status(), result.explanation(), null),
            allLocks(),
            keepSeconds());
    return result;
  }

  /** Those of earlier claims, too: one that ends before it has taken them again has them still. */
  private Set<Place> allLocks() {
    Set<Place> all = new LinkedHashSet<>(locks);
    all.add(row.place());
    if (row.toPath() != null) {
      all.add(row.target());
    }
    return all;
  }

  private int keepSeconds() {
    return tools.retention().seconds(request.kind());
  }

  private void mayBegin() {
    if (!tools.heart().mayBegin()) {
      throw new DeadlinePassedException();
    }
  }

  /** Something has to run alone first: to be tried again in a moment. */
  static final class StandAsideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StandAsideException() {
      super("who holds its path has to run alone first");
    }
  }

  /** The last sign of life is too old: nothing may be begun, because others may be at it. */
  public static final class DeadlinePassedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadlinePassedException() {
      super("the last beat is too old to begin a step");
    }
  }
}
