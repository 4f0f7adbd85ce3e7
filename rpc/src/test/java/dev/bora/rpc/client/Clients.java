// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.Calls;
import java.time.Duration;

/** Clients with short times. */
final class Clients {

  static final Duration LONG = Duration.ofSeconds(20);

  private Clients() {}

  static BackendClientConfig config(int port, int attempts, Duration replyTimeout, Duration total) {
    return new BackendClientConfig(
        "127.0.0.1",
        port,
        Duration.ofSeconds(2),
        replyTimeout,
        64 << 20,
        1 << 20,
        new PoolLimits(64, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.3),
        new RetryPolicy(attempts, total, Duration.ofMillis(1), Duration.ofMillis(5)));
  }

  static BackendClient client(int port, int attempts) {
    return new BackendClient(config(port, attempts, LONG, LONG), Calls.SECRET);
  }

  static BackendClient client(int port, int attempts, Duration replyTimeout, Duration total) {
    return new BackendClient(config(port, attempts, replyTimeout, total), Calls.SECRET);
  }
}
