// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.checker.Findings;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Disk.Hidden;
import dev.bora.it.drill.exercise.Queue.Ready;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Brings a cluster to rest when clients have ended, and looks whether it can be used again. */
final class Rest implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Queue queue;
  private final Findings findings;
  private final SrmClient srm;
  private final Transfers transfers;
  private final String server;

  Rest(Installation installation, Findings findings) throws Exception {
    this.queue = Queue.of(installation);
    this.findings = findings;
    Entrance frontend = installation.frontendEntrances().getFirst();
    this.srm = installation.srm("alice-voms", Transport.HTTPS, frontend);
    this.transfers = new Transfers(srm);
    this.server = frontend.surl("");
  }

  /**
   * Ends requests whose TURLs are out, and waits until nothing is under way.
   *
   * @return how long that took
   */
  Duration reach() throws SQLException, IOException {
    long begin = System.nanoTime();
    List<String> underWay = List.of();
    do {
      for (Ready ready : queue.ready()) {
        transfers.abort(ready.token());
      }
      underWay = queue.underWay();
      if (underWay.isEmpty()) {
        return Duration.ofNanos(System.nanoTime() - begin);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    } while (System.nanoTime() - begin < PATIENCE.toNanos());
    underWay.forEach(line -> findings.add(Problem.STUCK, line));
    return PATIENCE;
  }

  /** A put to any of these paths is not refused because it is busy. */
  void requireFree(Collection<String> paths) throws IOException {
    for (String path : paths) {
      Prepared put = transfers.prepareToPut(server + path, null, TOverwriteMode.ALWAYS, "https");
      if (put.turl() != null) {
        transfers.abort(put.requireToken());
      } else if (put.status().statusCode() == TStatusCode.SRM_FILE_BUSY) {
        findings.add(Problem.STUCK, path + " is busy: " + put.status());
      }
    }
  }

  /**
   * Looks into the hidden folders.
   *
   * @return how many entries are left to the sweep, which removes them by their ids
   */
  int leftovers(Disk disk) throws IOException, SQLException {
    int toSweep = 0;
    for (Hidden entry : disk.hidden()) {
      String state = entry.operation() == 0 ? "?" : queue.state(entry.operation());
      boolean kept = entry.taken() && !entry.block() && !state.isEmpty() && !state.equals("DONE");
      if (state.equals("?") || kept) {
        findings.add(Problem.LEFTOVER, entry + " of a request that is " + state);
      } else if (!entry.block()) {
        toSweep++;
      }
    }
    return toSweep;
  }

  Queue queue() {
    return queue;
  }

  @Override
  public void close() throws IOException, SQLException {
    srm.close();
    queue.close();
  }
}
