// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.history.History;
import dev.bora.it.harness.DataClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** All clients of a drill, some to a room. */
public final class Workload {

  /** On a machine that is busy with something else, even the first connections take long. */
  private static final Duration START = Duration.ofMinutes(1);

  private final Installation installation;
  private final List<Entrance> entrances;
  private final History history;
  private final Contents contents;
  private final List<Room> rooms;
  private final int clients;
  private final long seed;

  /**
   * Makes the rooms.
   *
   * @param entrances of which each call takes any
   * @param rooms names of their directories, which are not there yet
   * @param clients how many at a time
   */
  public Workload(
      Installation installation,
      List<Entrance> entrances,
      History history,
      Contents contents,
      List<String> rooms,
      int clients,
      long seed)
      throws Exception {
    this.installation = installation;
    this.entrances = List.copyOf(entrances);
    this.history = history;
    this.contents = contents;
    this.clients = clients;
    this.seed = seed;
    for (String room : rooms) {
      Files.createDirectory(installation.root().resolve(room));
    }
    this.rooms = rooms.stream().map(Room::new).toList();
  }

  /** The directories in which the clients work. */
  public List<String> rooms() {
    return rooms.stream().map(Room::name).toList();
  }

  /** What the clients do while something else goes on. */
  public interface Meanwhile {
    /** When it returns, the clients come to an end. */
    void run() throws Exception;
  }

  /**
   * Lets the clients work until something else is over, which begins when each of them has done
   * something; all have their answers then.
   */
  public void during(int round, Meanwhile meanwhile) throws Exception {
    Over over = new Over();
    CountDownLatch started = new CountDownLatch(clients);
    try (DataClient data = installation.data(Connections.PROXY);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working = new ArrayList<>();
      for (int client = 1; client <= clients; client++) {
        int number = client;
        working.add(threads.submit(() -> work(round, number, data, started, over)));
      }
      try {
        started.await(START.toMillis(), TimeUnit.MILLISECONDS);
        meanwhile.run();
      } finally {
        over.set();
      }
      for (Future<?> one : working) {
        one.get();
      }
    }
  }

  private Void work(int round, int client, DataClient data, CountDownLatch started, Over over)
      throws Exception {
    Random random = new Random(seed * 1_000_003 + round * 1_009L + client);
    try (Caller caller =
        new Caller(client, installation, entrances, history, random, SurlForm.USUAL)) {
      Room room = rooms.get(client % rooms.size());
      new Worker(
              client,
              room,
              new NameCalls(caller, contents),
              new FileCalls(caller, data, contents),
              contents,
              random)
          .work(started::countDown, over::isSet);
    }
    return null;
  }

  private static final class Over {
    private volatile boolean set;

    void set() {
      set = true;
    }

    boolean isSet() {
      return set;
    }
  }
}
