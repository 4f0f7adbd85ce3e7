// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work out of the queue for one storage area: when a frontend names it, else by looking at
 * every interval. The lines of the queue are drawn from in turn, so that one user's backlog delays
 * another's single file by one round only. While the area does not work, nothing is taken.
 */
public final class ClaimLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** The frontend does not wait for more. */
  private static final int MOST_NAMED = 50;

  /** Of a request whose client is in a hurry. */
  private static final int FEW_NAMED = 10;

  /** What a crowd keeps the loop from seeing waits no longer than this and a turn. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final Tools tools;
  private final Runner runner;
  private final OpenArea disk;
  private final String area;
  private final Duration interval;
  private final int batch;
  private final Semaphore places;

  /** Places that the loop leaves to what is named: a user's backlog does not take them all. */
  private final int spare;

  private final Semaphore wake = new Semaphore(0);

  /** The lines in which more waited than could be taken, when they were looked at last. */
  private final Map<Line, Mark> crowded = new ConcurrentHashMap<>();

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread thread;
  private long lookedNanos;

  /**
   * Starts to look.
   *
   * @param interval between two looks without a nudge
   * @param batch files claimed at a time, at most
   * @param places files in hand at a time, at most
   */
  public ClaimLoop(
      Tools tools, Runner runner, OpenArea area, Duration interval, int batch, int places) {
    this.tools = tools;
    this.runner = runner;
    this.disk = area;
    this.area = area.name();
    this.interval = interval;
    this.batch = batch;
    this.places = new Semaphore(places);
    this.spare = places / 10;
    this.thread = Thread.ofVirtual().name("claims-" + this.area).start(this::loop);
  }

  private void loop() {
    boolean complaining = false;
    while (!stopped.get()) {
      try {
        while (!stopped.get() && claimRound()) {
          // More may wait.
        }
        complaining = false;
        boolean _ = wake.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } catch (FencedException fenced) {
        LOG.info("no more claims in {}: {}", area, fenced.getMessage());
        return;
      } catch (DatabaseUnavailableException away) {
        if (!complaining) {
          LOG.warn("claims in {} wait for the database", area);
          complaining = true;
        }
        pause();
      } catch (RuntimeException bug) {
        LOG.error("claims in {} stumbled", area, bug);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  // What this host's mount does not let it do, another backend may be able to.
  private boolean mayClaim() {
    return tools.heart().mayBegin() && disk.works();
  }

  private boolean mayLook() {
    return mayClaim() && !tools.drain().isOn();
  }

  /** One turn over all lines; whether more may wait. */
  private boolean claimRound() throws InterruptedException {
    if (!mayLook()) {
      crowded.clear();
      return false;
    }
    List<Line> lines = lines();
    for (Line line : lines) {
      if (stopped.get() || !mayLook()) {
        return false;
      }
      claim(line, Math.max(1, batch / lines.size()));
    }
    return !crowded.isEmpty();
  }

  /** All that may be drawn from, or between two looks at them those that were crowded. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>(crowded.keySet());
    if (lines.isEmpty() || System.nanoTime() - lookedNanos > LOOK_AROUND.toNanos()) {
      lines = new ArrayList<>(tools.claims().lines(area));
      crowded.keySet().retainAll(lines);
      lookedNanos = System.nanoTime();
    }
    Collections.shuffle(lines);
    return lines;
  }

  /**
   * Where to go on in a line: what was claimed is passed over by every look until the server has
   * cleared it away. Rows that came late or were let go by others stay behind the mark, so it
   * counts for a while only.
   */
  private record Mark(long fileId, long sinceNanos) {
    private static final Mark NONE = new Mark(0, 0);

    long from() {
      return age() > LOOK_AROUND.toNanos() ? 0 : fileId;
    }

    private long age() {
      return System.nanoTime() - sinceNanos;
    }

    Mark upTo(long last) {
      return new Mark(last, from() == 0 ? System.nanoTime() : sinceNanos);
    }
  }

  private void claim(Line line, int most) throws InterruptedException {
    Mark mark = crowded.getOrDefault(line, Mark.NONE);
    int free = freePlaces(most);
    if (free == 0) {
      crowded.put(line, mark);
      return;
    }
    long from = mark.from();
    List<Long> taken =
        List.copyOf(
            start(free, () -> tools.claims().claimOldest(line, from, free), runner::runQueued)
                .keySet());
    if (taken.size() == free) {
      crowded.put(line, mark.upTo(taken.getLast()));
    } else if (from > 0) {
      // What is behind the mark is looked at in the next turn.
      crowded.put(line, Mark.NONE);
    } else {
      crowded.remove(line);
    }
  }

  /** Takes some, and waits for the first one as long as between two looks. */
  private int freePlaces(int most) throws InterruptedException {
    if (!places.tryAcquire(1 + spare, interval.toMillis(), TimeUnit.MILLISECONDS)) {
      // Nudges take theirs from under it: one is had without leaving any to them.
      return places.tryAcquire() ? 1 : 0;
    }
    int free = 1;
    while (free < most && places.tryAcquire()) {
      free++;
    }
    places.release(spare);
    return free;
  }

  /** Claims and starts files for which there are places; gives back the places that are left. */
  private Map<Long, CompletableFuture<Optional<Result>>> start(
      int free,
      Supplier<List<FileRow>> claim,
      Function<FileRow, CompletableFuture<Optional<Result>>> run) {
    List<FileRow> rows = List.of();
    try {
      rows = claim.get();
    } finally {
      places.release(free - rows.size());
    }
    Map<Long, CompletableFuture<Optional<Result>>> started = new LinkedHashMap<>();
    for (FileRow row : rows) {
      started.put(row.id(), run.apply(row).whenComplete((_, _) -> places.release()));
    }
    return started;
  }

  /**
   * Claims files that a frontend has named, if there is room and no more wait in the same line than
   * could be taken. Also while this backend drains, as long as it is asked: the client waits.
   *
   * @return what becomes of those that were claimed, by file id
   */
  public Map<Long, CompletableFuture<Optional<Result>>> nudge(Line line, List<Long> fileIds) {
    Map<Long, CompletableFuture<Optional<Result>>> started = Map.of();
    int wanted = Math.min(fileIds.size(), MOST_NAMED);
    if (mayClaim() && !crowded.containsKey(line) && places.tryAcquire(wanted)) {
      List<Long> named = fileIds.subList(0, wanted);
      started =
          start(
              wanted,
              () -> tools.claims().claimNamed(line, named),
              fileIds.size() <= FEW_NAMED ? runner::runAwaited : runner::runQueued);
    }
    if (started.size() < fileIds.size()) {
      wake.release();
    }
    return started;
  }

  /**
   * Takes nothing more. The thread is not interrupted: that would cut its connection to the
   * database.
   */
  @Override
  public void close() {
    stopped.set(true);
    wake.release();
    try {
      if (!thread.join(STOP_PATIENCE)) {
        LOG.warn("claims in {} did not stop in time", area);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
