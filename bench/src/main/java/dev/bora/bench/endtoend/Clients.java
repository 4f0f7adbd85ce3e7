// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.srm.client.SrmClient;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Some clients that keep their connections. */
final class Clients implements AutoCloseable {
  private final BlockingQueue<SrmClient> free;

  private Clients(BlockingQueue<SrmClient> free) {
    this.free = free;
  }

  /** Somebody's. */
  interface Maker {
    SrmClient make() throws GeneralSecurityException;
  }

  static Clients of(Maker user, int count) throws GeneralSecurityException {
    BlockingQueue<SrmClient> free = new ArrayBlockingQueue<>(count);
    for (int number = 0; number < count; number++) {
      free.add(user.make());
    }
    return new Clients(free);
  }

  /** What is done with a client of one's own. */
  interface Use<T> {
    T with(SrmClient client) throws Exception;
  }

  /** Does it with the one that has been idle for longest; waits for one. */
  <T> T use(Use<T> use) throws Exception {
    SrmClient client = free.take();
    try {
      return use.with(client);
    } finally {
      free.add(client);
    }
  }

  /** A call; what it answers is of the type. */
  static <R extends SrmResponse> R call(SrmClient client, SrmRequest request, Class<R> answer)
      throws IOException {
    return answer.cast(client.call(request));
  }

  /**
   * Whatever is answered that is not expected makes figures worthless.
   *
   * @throws IOException that it was another
   */
  static void require(TReturnStatus status, Set<TStatusCode> expected) throws IOException {
    if (!expected.contains(status.statusCode())) {
      throw new IOException(status.statusCode() + ": " + status.explanation());
    }
  }

  @Override
  public void close() throws IOException {
    for (SrmClient client : free) {
      client.close();
    }
  }
}
