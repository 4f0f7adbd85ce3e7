// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.QueueFixture;
import dev.bora.db.table.IncarnationState;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final int ROUNDS = Integer.getInteger("bora.test.races", 150);

  @Test
  void ofTwoWhoTakeALeaseAtOnceOneHasIt() throws Exception {
    try (Database database = TestServer.migratedDatabase("leases");
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Fence> fences =
          List.of(
              QueueFixture.register(database, "backend-1"),
              QueueFixture.register(database, "backend-2"));
      for (int round = 0; round < ROUNDS; round++) {
        String job = "job-" + round;
        if (round % 2 == 0) {
          // One whose holder is fenced, instead of one that nobody has ever had.
          Fence dead = QueueFixture.register(database, "backend-3");
          assertThat(new Leases(dead).hold(job)).isTrue();
          database.run(tables ->
              tables
                  .incarnations()
                  .move(dead.epoch(), IncarnationState.UP, IncarnationState.FENCED));
        }
        CyclicBarrier start = new CyclicBarrier(2);
        long holders = 0;
        for (Future<Boolean> held :
            threads.invokeAll(
                fences.stream()
                    .map(fence ->
                        (Callable<Boolean>)
                            () -> {
                              start.await();
                              return new Leases(fence).hold(job);
                            })
                    .toList())) {
          holders += held.get() ? 1 : 0;
        }
        assertThat(holders).as(job).isLessThanOrEqualTo(1);
        long then = fences.stream().filter(fence -> new Leases(fence).hold(job)).count();
        assertThat(then).as("%s, asked again", job).isOne();
      }
    }
  }
}
