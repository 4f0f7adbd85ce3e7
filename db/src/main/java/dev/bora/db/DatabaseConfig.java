// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How to reach the database.
 *
 * @param url JDBC URL, {@code jdbc:mysql://host:port/schema}; several hosts are possible as
 *     Connector/J has them
 * @param user account
 * @param password its password; never logged
 * @param poolSize connections at most, at least 2
 * @param connectTimeout how long a caller waits for a connection before it is told that the
 *     database is away
 * @param readTimeout how long one statement may take to answer
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    int poolSize,
    Duration connectTimeout,
    Duration readTimeout) {

  /** Requires all to be present. */
  public DatabaseConfig {
    requireNonNull(url, "url is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    if (poolSize < 2) {
      throw new IllegalArgumentException("poolSize is " + poolSize + ", at least 2 is needed");
    }
  }

  /** With the time-outs that most sites want: 2 s to connect, 30 s to answer. */
  public static DatabaseConfig of(String url, String user, String password, int poolSize) {
    return new DatabaseConfig(
        url, user, password, poolSize, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "DatabaseConfig[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
  }
}
