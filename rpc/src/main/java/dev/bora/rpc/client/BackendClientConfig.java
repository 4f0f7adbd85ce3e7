// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.time.Duration;

/**
 * How a frontend talks to one address: the directors' virtual one, or a backend's own.
 *
 * @param host name, of one address or of several that are called in turn; or an address
 * @param port TCP port
 * @param connectTimeout to open a connection, or to wait for a free one
 * @param replyTimeout for one attempt, from the first byte sent to the last one received
 * @param maxRequestBytes the longest call that is sent; no more than the backends read
 * @param maxReplyBytes the longest answer that is read
 * @param pool how connections are kept
 * @param retry how a call is asked again
 */
public record BackendClientConfig(
    String host,
    int port,
    Duration connectTimeout,
    Duration replyTimeout,
    int maxRequestBytes,
    int maxReplyBytes,
    PoolLimits pool,
    RetryPolicy retry) {

  /** Checks what was given. */
  public BackendClientConfig {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not 1 to 65535");
    }
    if (!connectTimeout.isPositive() || !replyTimeout.isPositive()) {
      throw new IllegalArgumentException("connectTimeout and replyTimeout must be positive");
    }
    if (maxRequestBytes < 1024 || maxReplyBytes < 1024) {
      throw new IllegalArgumentException("maxRequestBytes and maxReplyBytes must be 1024 at least");
    }
  }

  /**
   * The usual limits: 2 s to connect, 20 s for an attempt, 16 MiB for a call, 64 MiB for an answer.
   *
   * @param host name or address
   * @param port TCP port
   * @return a configuration
   */
  public static BackendClientConfig of(String host, int port) {
    return new BackendClientConfig(
        host,
        port,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        16 << 20,
        64 << 20,
        PoolLimits.standard(),
        RetryPolicy.standard());
  }
}
