// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Soon;
import dev.bora.db.Tables;
import dev.bora.db.queue.Caps.Cap;
import dev.bora.db.queue.Caps.Most;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many files there are, of some users and of all, and how many more there may be: as it was
 * when it was read, and with what the reader has added since.
 */
final class Counts {
  /**
   * What may be claimed.
   *
   * @param files at most so many
   * @param turls for at most so many of them there is a TURL
   */
  record Headroom(long files, long turls) {
    static final Headroom UNLIMITED = new Headroom(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private record Key(RequestKind kind, long share) {}

  private final Caps caps;

  /** Null once its rows are in the map. */
  private @Nullable Soon<TallyRow> read;

  private final Map<Key, TallyRow> rows = new HashMap<>();

  private Counts(Caps caps, @Nullable Soon<TallyRow> read) {
    this.caps = caps;
    this.read = read;
  }

  /** Reads those of some kinds and shares, soon, if there are limits at all. */
  static Counts read(
      Tables tables, Caps caps, Collection<RequestKind> kinds, Collection<Long> shares) {
    boolean asks = !caps.isNone() && !kinds.isEmpty() && !shares.isEmpty();
    return new Counts(caps, asks ? tables.soon(() -> tables.tallies().of(kinds, shares)) : null);
  }

  /** As {@link #read}, for some lines. */
  static Counts ofLines(Tables tables, Caps caps, Collection<Line> lines) {
    Set<RequestKind> kinds = new HashSet<>();
    Set<Long> shares = new HashSet<>();
    lines.forEach(line -> {
      kinds.add(line.kind());
      shares.add(line.share());
    });
    return read(tables, caps, kinds, shares);
  }

  private Map<Key, TallyRow> rows() {
    Soon<TallyRow> found = read;
    if (found != null) {
      read = null;
      found.get().forEach(row -> rows.put(new Key(row.kind(), row.share()), row));
    }
    return rows;
  }

  private TallyRow row(RequestKind kind, long share) {
    return rows().getOrDefault(new Key(kind, share), TallyRow.none(kind, share));
  }

  /** Why there may not be so many files more; empty if there may. */
  Optional<TooManyFilesException> refusal(RequestKind kind, long share, long files) {
    Cap cap = caps.of(kind);
    if (row(kind, share).active() + files > cap.user().requests()) {
      return Optional.of(new TooManyFilesException(kind, true, cap.user().requests()));
    }
    return row(kind, TallyRow.ALL).active() + files > cap.all().requests()
        ? Optional.of(new TooManyFilesException(kind, false, cap.all().requests()))
        : Optional.empty();
  }

  /** Files that come in. */
  void enter(RequestKind kind, long share, long files) {
    add(new TallyRow(kind, share, files, 0, 0, 0));
    add(new TallyRow(kind, TallyRow.ALL, files, 0, 0, 0));
  }

  /** Files that are claimed. */
  void claim(Line line, long files) {
    boolean parked = line.wants() == Line.Wants.TURL;
    TallyRow change =
        new TallyRow(line.kind(), line.share(), parked ? 0 : -files, files, parked ? -files : 0, 0);
    add(change);
    add(new TallyRow(line.kind(), TallyRow.ALL, change.waiting(), files, change.parked(), 0));
  }

  private void add(TallyRow change) {
    rows()
        .merge(
            new Key(change.kind(), change.share()),
            change,
            (one, other) ->
                new TallyRow(
                    one.kind(),
                    one.share(),
                    one.waiting() + other.waiting(),
                    one.running() + other.running(),
                    one.parked() + other.parked(),
                    one.turls() + other.turls()));
  }

  /** What may be claimed of a line. */
  Headroom headroom(Line line) {
    Cap cap = caps.of(line.kind());
    TallyRow all = row(line.kind(), TallyRow.ALL);
    TallyRow user = row(line.kind(), line.share());
    long freeForAll = freeTurls(cap.all(), all);
    long freeForUser = freeTurls(cap.user(), user);
    return switch (line.wants()) {
      case TURL -> {
        long turls = Math.min(freeForAll, freeForUser);
        yield new Headroom(turls, turls);
      }
      // What waits for a TURL already comes first.
      case WORK ->
          new Headroom(
              Math.min(freePlaces(cap.all(), all, 0), freePlaces(cap.user(), user, user.parked())),
              Math.min(
                  Math.max(0, freeForAll - all.parked()),
                  Math.max(0, freeForUser - user.parked())));
    };
  }

  /**
   * What waits for a TURL takes places of its user's alone: who is at its own limit for TURLs would
   * keep others from theirs.
   */
  private static long freePlaces(Most most, TallyRow row, long parked) {
    return Math.max(0, most.inProgress() - row.running() - parked);
  }

  private static long freeTurls(Most most, TallyRow row) {
    return Math.max(0, most.transfers() - row.turls() - row.running());
  }
}
