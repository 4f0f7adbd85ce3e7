// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;

/**
 * Requests of one file, committed by one thread: those that come while some are being committed
 * share the next transaction.
 */
final class SharedCommits implements AutoCloseable {
  /** As many as Bora's share. */
  private static final int MOST = 50;

  private final DataSource pool;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("shared-commits").unstarted(this::work);

  private record Waiting(RawSql.Request request, CompletableFuture<Void> committed) {}

  private SharedCommits(DataSource pool) {
    this.pool = pool;
  }

  static SharedCommits start(DataSource pool) {
    SharedCommits commits = new SharedCommits(pool);
    commits.thread.start();
    return commits;
  }

  /** Returns when it is committed. */
  void commit(int number) throws InterruptedException, ExecutionException {
    Waiting waiting =
        new Waiting(new RawSql.Request(number, number + 1), new CompletableFuture<>());
    queue.add(waiting);
    var _ = waiting.committed().get();
  }

  private void work() {
    try {
      while (true) {
        List<Waiting> some = new ArrayList<>(List.of(queue.take()));
        int _ = queue.drainTo(some, MOST - 1);
        commit(some);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Waiting> some) {
    try (Connection connection = pool.getConnection()) {
      RawSql.submit(connection, some.stream().map(Waiting::request).toList());
      some.forEach(one -> one.committed().complete(null));
    } catch (SQLException | RuntimeException failure) {
      some.forEach(one -> one.committed().completeExceptionally(failure));
    }
  }

  /** Once nobody waits for a commit. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
