// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * The connections to one name. None is used again that is too old, was closed by its other end, or
 * leads to a backend of which another connection has failed or was asked to close.
 */
final class ConnectionPool implements AutoCloseable {

  private final BackendClientConfig config;
  private final Addresses addresses;
  private final Connector connector;
  private final Clock clock;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor watchdog;
  private final GenericObjectPool<BackendConnection> pool;
  private final AtomicInteger open = new AtomicInteger();
  // By backend id: connections to it that were opened until then are not used again.
  private final Map<String, Long> leftNanos = new ConcurrentHashMap<>();

  ConnectionPool(
      BackendClientConfig config, Addresses addresses, Clock clock, RandomGenerator random) {
    this.config = config;
    this.addresses = addresses;
    this.connector = new Connector(addresses, config.connectTimeout());
    this.clock = clock;
    this.random = random;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rpc-client-watchdog").factory());
    watchdog.setRemoveOnCancelPolicy(true);
    this.pool = new GenericObjectPool<>(new Factory(), poolConfig(config.pool()));
  }

  /**
   * A connection for one call, not necessarily open; to be given back or discarded.
   *
   * @throws NoSuchElementException if none is free in time
   */
  BackendConnection borrow(Duration timeout) throws InterruptedException {
    try {
      return pool.borrowObject(timeout);
    } catch (InterruptedException | RuntimeException expected) {
      throw expected;
    } catch (Exception impossible) {
      throw new IllegalStateException("the connection pool is broken", impossible);
    }
  }

  /** Opens a new socket, whatever the connection had before. */
  void open(BackendConnection connection, Duration timeout) throws AttemptFailure {
    double shorter = random.nextDouble() * config.pool().ageJitter();
    long lifetime = (long) (config.pool().maxAge().toNanos() * (1 - shorter));
    close(connection);
    connection.open(connector.connect(timeout), clock.nanos(), Duration.ofNanos(lifetime));
    open.incrementAndGet();
  }

  void giveBack(BackendConnection connection) {
    InetSocketAddress address = connection.address();
    if (address != null) {
      addresses.isWell(address);
    }
    pool.returnObject(connection);
  }

  void discard(BackendConnection connection) {
    try {
      pool.invalidateObject(connection);
    } catch (Exception impossible) {
      throw new IllegalStateException("the connection pool is broken", impossible);
    }
  }

  /** Leaves a backend that fails or drains: its other idle connections are not used any more. */
  void leave(String backend) {
    leftNanos.put(backend, clock.nanos());
  }

  /** New connections go elsewhere for a while, if there is another address. */
  void avoid(BackendConnection connection) {
    InetSocketAddress address = connection.address();
    if (address != null) {
      addresses.avoid(address);
    }
  }

  /** How many sockets there are, in use or not. */
  int open() {
    return open.get();
  }

  /** Closes idle connections, and those in use when they come back. */
  @Override
  public void close() {
    pool.close();
    // Calls that are still out keep their alarm.
    watchdog.shutdown();
  }

  private void close(BackendConnection connection) {
    if (connection.isOpen()) {
      connection.close();
      open.decrementAndGet();
    }
  }

  private boolean isUsable(BackendConnection connection) {
    if (!connection.isOpen()) {
      // A new one: the call that borrows it opens it.
      return true;
    }
    if (clock.nanos() - connection.expiresNanos() >= 0) {
      return false;
    }
    String backend = connection.backend();
    Long left = backend == null ? null : leftNanos.get(backend);
    if (left != null && connection.openedNanos() - left <= 0) {
      return false;
    }
    return !connection.isStale();
  }

  private static GenericObjectPoolConfig<BackendConnection> poolConfig(PoolLimits limits) {
    GenericObjectPoolConfig<BackendConnection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(limits.maxConnections());
    pool.setMaxIdle(limits.maxConnections());
    pool.setMinIdle(0);
    // Each has its turn: the last one used would bring all calls to one backend.
    pool.setLifo(false);
    pool.setTestOnBorrow(true);
    pool.setTestWhileIdle(true);
    pool.setMinEvictableIdleDuration(limits.maxIdle());
    pool.setTimeBetweenEvictionRuns(limits.maxIdle().dividedBy(2));
    pool.setNumTestsPerEvictionRun(-1);
    pool.setJmxEnabled(false);
    return pool;
  }

  private final class Factory extends BasePooledObjectFactory<BackendConnection> {

    @Override
    public BackendConnection create() {
      return new BackendConnection(watchdog);
    }

    @Override
    public PooledObject<BackendConnection> wrap(BackendConnection connection) {
      return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<BackendConnection> pooled) {
      return isUsable(pooled.getObject());
    }

    @Override
    public void destroyObject(PooledObject<BackendConnection> pooled) {
      ConnectionPool.this.close(pooled.getObject());
    }
  }
}
