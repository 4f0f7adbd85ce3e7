// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.History;
import dev.bora.it.drill.workload.Duel.Duelist;
import dev.bora.it.drill.workload.Duel.Move;
import dev.bora.it.harness.DataClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Duels, one after the other in each of several lanes, each at a path of its own. */
public final class Duels {

  private final Installation installation;
  private final History history;
  private final Contents contents;
  private final List<String> rooms;
  private final long seed;
  private final Map<String, Long> ends = new TreeMap<>();
  private final List<String> odd = new CopyOnWriteArrayList<>();

  /**
   * Of clients who know each frontend, and write SURLs in different ways.
   *
   * @param rooms directories that are there
   */
  public Duels(
      Installation installation,
      History history,
      Contents contents,
      List<String> rooms,
      long seed) {
    this.installation = installation;
    this.history = history;
    this.contents = contents;
    this.rooms = List.copyOf(rooms);
    this.seed = seed;
  }

  /**
   * Fights so many.
   *
   * @param name of their paths, which nobody has used before
   */
  public void fight(Duel duel, String name, int duels) throws Exception {
    AtomicInteger left = new AtomicInteger(duels);
    try (DataClient data = installation.data(Connections.PROXY);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lanes = new ArrayList<>();
      for (int lane = 1; lane <= duel.lanes(duels); lane++) {
        int number = lane;
        lanes.add(threads.submit(() -> lane(duel, name, number, left, data, threads)));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    }
  }

  /** Those that ended in a way in which this kind of duel may not end. */
  public List<String> odd() {
    return List.copyOf(odd);
  }

  /** How often who succeeded, beside those that look only: "abort+rm", or "none". */
  public synchronized Map<String, Long> ends() {
    return new TreeMap<>(ends);
  }

  private Void lane(
      Duel duel,
      String name,
      int lane,
      AtomicInteger left,
      DataClient data,
      ExecutorService threads)
      throws Exception {
    Random random = new Random(seed * 1_000_003 + lane);
    List<Caller> callers = new ArrayList<>();
    List<Duelist> duelists = new ArrayList<>();
    try {
      for (int i = 0; i < duel.moves("", "").size(); i++) {
        Random own = new Random(random.nextLong());
        Caller caller =
            new Caller(
                100 * lane + i,
                installation,
                installation.frontendEntrances(),
                history,
                own,
                SurlForm.ANY);
        callers.add(caller);
        duelists.add(
            new Duelist(
                new NameCalls(caller, contents),
                new FileCalls(caller, data, contents),
                contents,
                own));
      }
      for (int number = 1; left.getAndDecrement() > 0; number++) {
        String path = "%s/%s-%d-%d".formatted(rooms.get(lane % rooms.size()), name, lane, number);
        one(duel, path, duelists, random, threads);
      }
    } finally {
      for (Caller caller : callers) {
        caller.close();
      }
    }
    return null;
  }

  private void one(
      Duel duel, String path, List<Duelist> duelists, Random random, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    String token = duel.prepare(duelists.getFirst(), path);
    if (token == null) {
      count("unprepared");
      return;
    }
    List<Move> moves = duel.moves(path, token);
    CyclicBarrier begin = new CyclicBarrier(moves.size());
    List<Future<Outcome>> acting = new ArrayList<>();
    // Whoever is first at the barrier is not always the same.
    int turn = random.nextInt(moves.size());
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      Duelist duelist = duelists.get((i + turn) % moves.size());
      acting.add(threads.submit(() -> act(begin, move, duelist)));
    }
    List<String> done = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < moves.size(); i++) {
      Outcome outcome = acting.get(i).get();
      known &= outcome == Outcome.OK || outcome == Outcome.REFUSED;
      if (outcome == Outcome.OK && !moves.get(i).name().equals("ls")) {
        done.add(moves.get(i).name());
      }
    }
    String end = done.isEmpty() ? "none" : String.join("+", done);
    count(known ? end : "unknown");
    if (known && !duel.mayEnd(done)) {
      odd.add(path + " ended with " + end);
    }
  }

  private static Outcome act(CyclicBarrier begin, Move move, Duelist duelist)
      throws InterruptedException, BrokenBarrierException {
    begin.await();
    return move.act().by(duelist);
  }

  private synchronized void count(String end) {
    ends.merge(end, 1L, Long::sum);
  }
}
