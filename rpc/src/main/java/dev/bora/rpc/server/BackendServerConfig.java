// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a backend listens to frontends.
 *
 * @param host the address to listen on
 * @param port the TCP port; 0 lets the system choose one
 * @param backendId this backend's id, told to frontends with every answer; 1 to 64 of the
 *     characters A-Z a-z 0-9 . _ -
 * @param maxRequestBytes the longest call that is read, 1 KiB at least
 * @param maxConcurrentCalls calls beyond these are refused at once, undone; at least 1
 * @param idleTimeout how long a connection may say nothing
 * @param bodyTimeout how long a whole call may take to arrive
 */
public record BackendServerConfig(
    String host,
    int port,
    String backendId,
    int maxRequestBytes,
    int maxConcurrentCalls,
    Duration idleTimeout,
    Duration bodyTimeout) {

  private static final Pattern BACKEND_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Checks what was given. */
  public BackendServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
    if (!BACKEND_ID.matcher(backendId).matches()) {
      throw new IllegalArgumentException(
          "a backend id is 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    if (maxRequestBytes < 1024) {
      throw new IllegalArgumentException("maxRequestBytes is less than 1024");
    }
    if (maxConcurrentCalls < 1) {
      throw new IllegalArgumentException("maxConcurrentCalls is less than 1");
    }
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("bodyTimeout", bodyTimeout);
  }

  /**
   * The usual limits: 16 MiB a call, 1024 calls at once, 90 s idle, 30 s for a call to arrive.
   *
   * @param host the address to listen on
   * @param port the TCP port; 0 lets the system choose one
   * @param backendId this backend's id
   * @return a configuration
   */
  public static BackendServerConfig of(String host, int port, String backendId) {
    return new BackendServerConfig(
        host, port, backendId, 16 << 20, 1024, Duration.ofSeconds(90), Duration.ofSeconds(30));
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is not positive");
    }
  }
}
