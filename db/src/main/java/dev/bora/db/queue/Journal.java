// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Ends.End;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Phase;
import dev.bora.db.table.Place;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a file writes about it: the intent of each step before its system call, and how
 * it ended. Each is behind the fence and names owner and claim, those of several files in one
 * transaction; a row that says otherwise throws {@link ClaimLostException}.
 */
public final class Journal {
  private final Fence fence;
  private final FencedCommit<Entry, Boolean> entries;
  private final Ends ends;

  /** For this incarnation. */
  public Journal(Fence fence) {
    this.fence = fence;
    this.entries =
        new FencedCommit<>(
            this::writing,
            Comparator.comparingLong(Entry::fileId),
            (tables, entry) -> {
              entry.statements().accept(tables);
              return () -> true;
            });
    this.ends = new Ends(fence);
  }

  /**
   * What is written about a file that goes on.
   *
   * @param statements none of whose answers is waited for
   */
  private record Entry(long fileId, Consumer<Tables> statements) {}

  private <A> A writing(Function<Tables, A> work) {
    return fence.call(work);
  }

  private void write(Claim claim, Consumer<Tables> statements) {
    boolean _ = entries.commit(new Entry(claim.fileId(), statements));
  }

  /**
   * The intent of a step.
   *
   * @param object what it is about; null if it makes one
   * @param entryClaim claim number in the name of the hidden entry that there is or will be; null
   *     if none
   */
  public record Intent(Step step, @Nullable ObjectKey object, @Nullable Integer entryClaim) {}

  /** Inode and nanosecond of birth: which object it is, whatever its name. */
  public record ObjectKey(long inode, long birth) {}

  /** How a file ends. */
  public record Ending(
      FileState state, TStatusCode status, @Nullable String explanation, @Nullable Long size) {
    /** A change of the name space that was made. */
    public static Ending done() {
      return new Ending(FileState.DONE, TStatusCode.SRM_SUCCESS, null, null);
    }

    /** It could not be. */
    public static Ending failed(TStatusCode status, String explanation) {
      return new Ending(FileState.FAILED, status, explanation, null);
    }
  }

  /** Commits the intent of a step, and settles the locks that the file holds. */
  public void intend(Claim claim, Intent intent, List<Place> settle) {
    ObjectKey object = intent.object();
    write(
        claim,
        tables -> {
          tables.later(
              () ->
                  tables
                      .files()
                      .journal(
                          claim.fileId(),
                          claim.owner(),
                          claim.number(),
                          intent.step(),
                          object == null ? null : object.inode(),
                          object == null ? null : object.birth(),
                          intent.entryClaim()),
              rows -> mustBeMine(claim, rows));
          for (Place place : settle) {
            tables.later(
                () -> tables.pathLocks().settle(place.area(), place.path(), claim.fileId()));
          }
        });
  }

  /**
   * The upload can be written: its TURL goes out, nobody owns the file, its path stays locked.
   *
   * @return false if an abort came while it was made: it is this owner's still, to be discarded
   */
  public boolean uploadReady(Claim claim, String turl, int seconds) {
    return isHandedOver(
        claim,
        tables -> handOver(tables, claim, TStatusCode.SRM_SPACE_AVAILABLE, null, turl, seconds));
  }

  /**
   * The file can be read: its TURL goes out, and its path is pinned.
   *
   * @return false if an abort came in the meantime: it is this owner's still, to be ended
   */
  public boolean pinned(Claim claim, Place place, long size, String turl, int seconds) {
    return isHandedOver(
        claim,
        tables -> {
          handOver(tables, claim, TStatusCode.SRM_FILE_PINNED, size, turl, seconds);
          tables.later(() -> tables.pins().add(place.area(), place.path(), claim.fileId()));
        });
  }

  private static void handOver(
      Tables tables,
      Claim claim,
      TStatusCode status,
      @Nullable Long size,
      String turl,
      int seconds) {
    tables.later(
        () ->
            tables
                .files()
                .handOver(
                    claim.fileId(), claim.owner(), claim.number(), status, size, turl, seconds),
        rows -> mustBeMine(claim, rows));
    Ids id = Ids.of(claim.fileId());
    tables.later(() -> tables.queue().release(claim.owner(), id));
    tables.later(() -> tables.deadlines().in(seconds, id));
    tables.tally().move(claim.kind(), claim.share(), claim.phase(), Phase.OUT, 1);
  }

  /** False if it was not, as an abort came; nothing but its end takes that back. */
  private boolean isHandedOver(Claim claim, Consumer<Tables> handOver) {
    try {
      write(claim, handOver);
      return true;
    } catch (ClaimLostException refused) {
      if (fence.call(tables -> isToBeAborted(tables, claim))) {
        return false;
      }
      throw refused;
    }
  }

  private static boolean isToBeAborted(Tables tables, Claim claim) {
    FileRow row = tables.files().lock(claim.fileId());
    return row != null
        && row.state() == FileState.RUNNING
        && Claim.of(row).equals(claim)
        && row.abortCall() != null;
  }

  /** A commit that could not be: the file is as it was, its TURL still good. */
  public void giveBack(Claim claim) {
    fence.run(tables -> {
      tables.later(
          () -> tables.files().giveBack(claim.fileId(), claim.owner(), claim.number()),
          rows -> mustBeMine(claim, rows));
      tables.later(() -> tables.queue().release(claim.owner(), Ids.of(claim.fileId())));
    });
  }

  /** A commit that cannot be: from now on its owner discards the upload, to end as it says. */
  public void turnToDiscard(Claim claim, TStatusCode status, String explanation) {
    fence.run(tables ->
        mustBeMine(
            claim,
            tables
                .files()
                .turnToDiscard(
                    claim.fileId(), claim.owner(), claim.number(), status, explanation)));
  }

  /** An upload has its public name; if no door computed its checksum, somebody will. */
  public void published(Claim claim, Place place, long size, boolean checksumDue, int keepSeconds) {
    Ending ending = new Ending(FileState.DONE, TStatusCode.SRM_SUCCESS, null, size);
    ends.commit(new End(claim, ending, List.of(place), keepSeconds, checksumDue ? place : null));
  }

  /**
   * The end: state, locks and claim go in one transaction.
   *
   * @param keepSeconds how long the row is kept, for status calls
   */
  public void finish(Claim claim, Ending ending, Collection<Place> locks, int keepSeconds) {
    if (!ending.state().isFinal()) {
      throw new IllegalArgumentException(ending.state() + " is no end");
    }
    ends.commit(new End(claim, ending, locks, keepSeconds, null));
  }

  static void mustBeMine(Claim claim, int rows) {
    if (rows != 1) {
      throw new ClaimLostException(claim.fileId(), claim.number());
    }
  }
}
