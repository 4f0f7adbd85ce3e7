// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.workload.FileCalls.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One client: does one thing after the other in its room, as its dice say. */
final class Worker {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Private files, of which this many stay. */
  private static final int OWN_FILES = 6;

  private final int client;
  private final Room room;
  private final NameCalls names;
  private final FileCalls files;
  private final Contents contents;
  private final Random random;
  private final String run;
  private int requests;
  private int own;

  Worker(
      int client, Room room, NameCalls names, FileCalls files, Contents contents, Random random) {
    this.client = client;
    this.room = room;
    this.names = names;
    this.files = files;
    this.contents = contents;
    this.random = random;
    // Not by the dice: another drill with the same seed may have worked on this cluster before.
    this.run = UUID.randomUUID().toString();
  }

  /**
   * Works until it is over.
   *
   * @param started is told when the first thing was done
   */
  void work(Runnable started, BooleanSupplier over) throws InterruptedException {
    doOne();
    started.run();
    while (!over.getAsBoolean()) {
      doOne();
    }
  }

  private void doOne() throws InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 26) {
      put(room.anyFile(random));
    } else if (dice < 32) {
      put(room.path("own-%d-%d".formatted(client, own++ % OWN_FILES)));
    } else if (dice < 46) {
      get(room.anyFile(random));
    } else if (dice < 50) {
      get(room.path("own-%d-%d".formatted(client, random.nextInt(OWN_FILES))));
    } else {
      doToNames(dice);
    }
  }

  private void doToNames(int dice) {
    Event _ =
        switch (dice / 5) {
          case 10 -> names.list(room.name(), listed());
          case 11 -> list(room.any(random));
          case 12, 13 -> names.mkdir(room.anyDirectory(random));
          case 14 -> names.mkdir(room.any(random));
          case 15 -> move(room.anyDirectory(random), room.any(random));
          case 16 -> move(room.anyFile(random), room.any(random));
          case 17 -> names.remove(room.anyFile(random));
          case 18 -> names.remove(room.any(random));
          default -> names.rmdir(room.anyDirectory(random), random.nextInt(2) == 0);
        };
  }

  private List<String> listed() {
    List<String> all = new ArrayList<>(room.top());
    for (int i = 0; i < OWN_FILES; i++) {
      all.add(room.path("own-%d-%d".formatted(client, i)));
    }
    return all;
  }

  private Event list(String path) {
    return names.list(path, room.below(path));
  }

  private Event move(String from, String to) {
    return from.equals(to) ? list(from) : names.move(from, to);
  }

  private String description() {
    return "drill %s %d %d".formatted(run, client, requests++);
  }

  private void put(String path) throws InterruptedException {
    int content = contents.next();
    boolean overwrite = random.nextInt(3) > 0;
    String description = description();
    Prepared first = files.preparePut(path, content, overwrite, random.nextBoolean(), description);
    String token = known(path, description, first);
    if (token.isEmpty()) {
      return;
    }
    Prepared ready = settled(first, () -> files.statusOfPut(path, token));
    @Nullable String turl = ready.turl();
    if (turl == null || !ready.is(Outcome.OK)) {
      abandon(path, token, ready);
      return;
    }
    boolean written = files.write(path, token, turl, content).answer().is(Outcome.OK);
    int dice = random.nextInt(50);
    if (!written || dice < 5) {
      files.abort(path, token);
    } else if (dice > 5) {
      done(path, token);
    } // else the client forgets what it was about
  }

  /** What has no end yet gets one. */
  private void abandon(String path, String token, Prepared now) {
    if (!now.is(Outcome.REFUSED)) {
      files.abort(path, token);
    }
  }

  private void done(String path, String token) {
    Event done = files.putDone(path, token);
    for (int attempt = 0; attempt < 2 && isOpen(done); attempt++) {
      Prepared now = settled(files.statusOfPut(path, token), () -> files.statusOfPut(path, token));
      if (now.turl() == null) {
        return; // it has ended
      }
      done = files.putDone(path, token);
    }
  }

  private static boolean isOpen(Event event) {
    return event.answer().is(Outcome.DOUBT) || event.answer().is(Outcome.UNSENT);
  }

  private void get(String path) throws InterruptedException {
    String description = description();
    Prepared first = files.prepareGet(path, description);
    String token = known(path, description, first);
    if (token.isEmpty()) {
      return;
    }
    Prepared ready = settled(first, () -> files.statusOfGet(path, token));
    @Nullable String turl = ready.turl();
    if (turl == null || !ready.is(Outcome.OK)) {
      abandon(path, token, ready);
      return;
    }
    files.read(path, token, turl);
    if (random.nextInt(10) > 0) {
      files.release(path, token);
    }
  }

  /** The token of a request; empty if it was refused, or if nobody knows one. */
  private String known(String path, String description, Prepared first) {
    if (!first.event().token().isEmpty() || !first.is(Outcome.DOUBT)) {
      return first.event().token();
    }
    return settled(
            new Prepared(files.tokens(path, description), null),
            () -> new Prepared(files.tokens(path, description), null))
        .event()
        .token();
  }

  /** Asks until there is an answer that stays. */
  static Prepared settled(Prepared first, Supplier<Prepared> again) {
    Prepared now = first;
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!now.is(Outcome.OK) && !now.is(Outcome.REFUSED) && System.nanoTime() < limit) {
      LockSupport.parkNanos(POLL.toNanos());
      now = again.get();
    }
    return now;
  }
}
