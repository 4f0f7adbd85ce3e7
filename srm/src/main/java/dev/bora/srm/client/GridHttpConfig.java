// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.time.Duration;

/**
 * Where to, and how long to wait.
 *
 * @param transport httpg or https
 * @param host name or address; the server's certificate must be for it
 * @param port 1 to 65535
 * @param connectTimeout for TCP and the TLS handshake together
 * @param exchangeTimeout from the first byte of a request to the last of its reply
 * @param maximumReply bytes of a reply's body
 */
public record GridHttpConfig(
    Transport transport,
    String host,
    int port,
    Duration connectTimeout,
    Duration exchangeTimeout,
    int maximumReply) {

  /** How HTTP is carried. */
  public enum Transport {
    /** GSI without delegation: one byte after the TLS handshake, then HTTP. */
    HTTPG,
    /** HTTP over TLS. */
    HTTPS
  }

  /** Checks the ranges. */
  public GridHttpConfig {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": 1 to 65535");
    }
    if (!connectTimeout.isPositive() || !exchangeTimeout.isPositive()) {
      throw new IllegalArgumentException("timeouts must be more than zero");
    }
    if (maximumReply < 1) {
      throw new IllegalArgumentException("maximum reply " + maximumReply + ": at least 1");
    }
  }

  /** 10 s to connect, three minutes for an exchange, 64 MiB of reply. */
  public static GridHttpConfig of(Transport transport, String host, int port) {
    return new GridHttpConfig(
        transport, host, port, Duration.ofSeconds(10), Duration.ofMinutes(3), 64 << 20);
  }
}
