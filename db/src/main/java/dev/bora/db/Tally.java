// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import dev.bora.db.table.Phase;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjIntConsumer;

/**
 * What a transaction does to the numbers of files that limits look at. It is written at the end,
 * all of it in one statement: whoever waits for a row of {@code tally} waits for no more than a
 * commit, and holds no row that others could wait for in another order.
 */
public final class Tally {
  private static final int SLOTS = 16;

  /** In which all lock them. */
  private static final Comparator<TallyRow> BY_KEY =
      Comparator.comparing((TallyRow row) -> row.kind().name()).thenComparingLong(TallyRow::share);

  private final Map<RequestKind, Map<Long, Map<Phase, Long>>> changes =
      new EnumMap<>(RequestKind.class);

  Tally() {}

  /** Files come in. Kinds that do not wait in the queue are not counted. */
  public void enter(RequestKind kind, long share, Phase phase, long files) {
    if (kind.isQueued() && files != 0) {
      add(kind, TallyRow.ALL, phase, files);
      add(kind, share, phase, files);
    }
  }

  /** Files end. */
  public void leave(RequestKind kind, long share, Phase phase, long files) {
    enter(kind, share, phase, -files);
  }

  /** Files go from one phase into another. */
  public void move(RequestKind kind, long share, Phase from, Phase to, long files) {
    leave(kind, share, from, files);
    enter(kind, share, to, files);
  }

  private void add(RequestKind kind, long share, Phase phase, long files) {
    changes
        .computeIfAbsent(kind, _ -> new HashMap<>())
        .computeIfAbsent(share, _ -> new EnumMap<>(Phase.class))
        .merge(phase, files, Long::sum);
  }

  void write(ObjIntConsumer<List<TallyRow>> adder) {
    List<TallyRow> rows =
        changes.entrySet().stream()
            .flatMap(kind ->
                kind.getValue().entrySet().stream()
                    .map(share -> row(kind.getKey(), share.getKey(), share.getValue())))
            .filter(Tally::says)
            .sorted(BY_KEY)
            .toList();
    if (!rows.isEmpty()) {
      adder.accept(rows, ThreadLocalRandom.current().nextInt(SLOTS));
    }
  }

  private static TallyRow row(RequestKind kind, long share, Map<Phase, Long> files) {
    return new TallyRow(
        kind,
        share,
        files.getOrDefault(Phase.WAITING, 0L),
        files.getOrDefault(Phase.RUNNING, 0L),
        files.getOrDefault(Phase.PARKED, 0L),
        files.getOrDefault(Phase.OUT, 0L));
  }

  private static boolean says(TallyRow row) {
    return row.waiting() != 0 || row.running() != 0 || row.parked() != 0 || row.turls() != 0;
  }
}
