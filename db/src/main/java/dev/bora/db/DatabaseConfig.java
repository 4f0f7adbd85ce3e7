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
 * @param pool how connections are kept
 * @param connectTimeout how long a new connection may take
 * @param readTimeout how long one statement may take to answer
 * @param idleTransaction after which a connection is ended that is silent within a transaction, and
 *     gives its locks back; in whole seconds, rounded up, zero: never
 * @param lockWait after which a statement that waits for another's lock ends; in whole seconds,
 *     rounded up
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    PoolConfig pool,
    Duration connectTimeout,
    Duration readTimeout,
    Duration idleTransaction,
    Duration lockWait) {

  /** What most work can wait for another's lock. */
  public static final Duration USUAL_LOCK_WAIT = Duration.ofSeconds(5);

  /** Requires all to be present. */
  public DatabaseConfig {
    requireNonNull(url, "url is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    requireNonNull(pool, "pool is null");
  }

  /** One whose connections may be silent within a transaction for as long as they like. */
  public DatabaseConfig(
      String url,
      String user,
      String password,
      PoolConfig pool,
      Duration connectTimeout,
      Duration readTimeout) {
    this(url, user, password, pool, connectTimeout, readTimeout, Duration.ZERO, USUAL_LOCK_WAIT);
  }

  /** With the time-outs that most sites want: 2 s to connect, 30 s to answer. */
  public static DatabaseConfig of(String url, String user, String password, int poolSize) {
    return new DatabaseConfig(
        url,
        user,
        password,
        PoolConfig.of(poolSize),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30));
  }

  /** The same for another account. */
  public DatabaseConfig withUser(String other, String itsPassword) {
    return new DatabaseConfig(
        url, other, itsPassword, pool, connectTimeout, readTimeout, idleTransaction, lockWait);
  }

  /** The same with another pool. */
  public DatabaseConfig withPool(PoolConfig other) {
    return new DatabaseConfig(
        url, user, password, other, connectTimeout, readTimeout, idleTransaction, lockWait);
  }

  /** The same with another time of silence within a transaction. */
  public DatabaseConfig withIdleTransaction(Duration silence) {
    return new DatabaseConfig(
        url, user, password, pool, connectTimeout, readTimeout, silence, lockWait);
  }

  /** The same with another wait for locks. */
  public DatabaseConfig withLockWait(Duration wait) {
    return new DatabaseConfig(
        url, user, password, pool, connectTimeout, readTimeout, idleTransaction, wait);
  }

  @Override
  public String toString() {
    return "DatabaseConfig[url=" + url + ", user=" + user + ", pool=" + pool + "]";
  }
}
