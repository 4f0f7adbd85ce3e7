// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import com.google.common.collect.Lists;
import dev.bora.backend.work.Requests;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Runner;
import dev.bora.db.node.Drain;
import dev.bora.db.table.FileRow;
import dev.bora.heartbeat.Adopter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What was adopted, in hand from then on and begun later. For one thread. */
public final class Adopted implements Adopter.Work {
  private static final int MOST = 20_000;
  private static final int BATCH = 500;

  private final Runner runner;
  private final Requests requests;
  private final Drain drain;
  private final List<FileRow> waiting = new ArrayList<>();

  /**
   * Nothing is adopted yet.
   *
   * @param drain while it is on, no more is taken
   */
  public Adopted(Runner runner, Requests requests, Drain drain) {
    this.runner = runner;
    this.requests = requests;
    this.drain = drain;
  }

  @Override
  public void adopted(List<FileRow> files) {
    // Or it would be taken for strays.
    runner.expect(files);
    waiting.addAll(files);
  }

  @Override
  public void begin() {
    // So that they run in turn of their users.
    for (List<FileRow> batch : Lists.partition(List.copyOf(waiting), BATCH)) {
      requests.foresee(batch);
      for (FileRow file : batch) {
        CompletableFuture<Optional<Result>> _ = runner.runQueued(file);
      }
    }
    waiting.clear();
  }

  @Override
  public int room() {
    return drain.isOn() ? 0 : MOST - runner.running();
  }
}
