// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.time.Duration;

/**
 * One port for httpg:// and https://.
 *
 * @param host address or name to listen on; an empty text: all addresses
 * @param port 0: any free one
 * @param idleTimeout after which a connection between requests is closed, and a request that
 *     neither reads nor writes fails; counts once the negotiation is over
 * @param negotiationTimeout for the TLS handshake, the GSI byte and the delegation together, from
 *     the connection's first moment, however the time is spent
 * @param headTimeout for the head of one request, from its first byte, however the time is spent;
 *     kept to within a second
 * @param shutdownIdleTimeout as idleTimeout, once the server was told to stop gracefully
 * @param acceptQueue connections that may wait to be accepted; 0: the system's default
 * @param delegationKeys key pairs generated ahead for delegations; at least 1
 */
public record GsiConnectorConfig(
    String host,
    int port,
    Duration idleTimeout,
    Duration negotiationTimeout,
    Duration headTimeout,
    Duration shutdownIdleTimeout,
    int acceptQueue,
    int delegationKeys) {

  /** Checks the ranges. */
  public GsiConnectorConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": 0 to 65535");
    }
    if (acceptQueue < 0) {
      throw new IllegalArgumentException("accept queue " + acceptQueue + ": not negative");
    }
    if (delegationKeys < 1) {
      throw new IllegalArgumentException("delegation keys " + delegationKeys + ": at least 1");
    }
    requirePositive("idle timeout", idleTimeout);
    requirePositive("negotiation timeout", negotiationTimeout);
    requirePositive("head timeout", headTimeout);
    requirePositive("shutdown idle timeout", shutdownIdleTimeout);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " " + value + ": more than zero");
    }
  }

  /**
   * Timeouts that suit SRM clients: five minutes idle, 30 s to negotiate, 30 s for the head of a
   * request, one second idle when stopping.
   */
  public static GsiConnectorConfig of(String host, int port) {
    return new GsiConnectorConfig(
        host,
        port,
        Duration.ofMinutes(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        1024,
        2);
  }

  /** The same with another idle timeout. */
  public GsiConnectorConfig withIdleTimeout(Duration timeout) {
    return with(timeout, negotiationTimeout, headTimeout);
  }

  /** The same with another negotiation timeout. */
  public GsiConnectorConfig withNegotiationTimeout(Duration timeout) {
    return with(idleTimeout, timeout, headTimeout);
  }

  /** The same with another head timeout. */
  public GsiConnectorConfig withHeadTimeout(Duration timeout) {
    return with(idleTimeout, negotiationTimeout, timeout);
  }

  private GsiConnectorConfig with(Duration idle, Duration negotiation, Duration head) {
    return new GsiConnectorConfig(
        host, port, idle, negotiation, head, shutdownIdleTimeout, acceptQueue, delegationKeys);
  }
}
