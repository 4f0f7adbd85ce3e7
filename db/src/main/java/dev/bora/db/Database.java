// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static java.util.Map.entry;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.transaction.Transaction;
import org.apache.ibatis.transaction.TransactionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections and the transactions over them: READ COMMITTED, statements prepared by the
 * client (MariaDB plans the claim worse when the server prepares it), retried a few times on a
 * deadlock.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int ATTEMPTS = 5;
  private static final long VALIDATION_MILLIS = 1_000;

  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Configuration statements;
  private final AtomicLong retries;
  private final AtomicInteger connections;
  private final AtomicReference<Moment> met;
  private final AtomicReference<Moment> changed;
  private final @Nullable Vigil vigil;

  /** Whether another one has the pool. */
  private final boolean view;

  private Database(
      DatabaseConfig config,
      HikariDataSource pool,
      Configuration statements,
      AtomicLong retries,
      AtomicInteger connections,
      AtomicReference<Moment> met,
      AtomicReference<Moment> changed,
      @Nullable Vigil vigil,
      boolean view) {
    this.config = config;
    this.pool = pool;
    this.statements = statements;
    this.retries = retries;
    this.connections = connections;
    this.met = met;
    this.changed = changed;
    this.vigil = vigil;
    this.view = view;
  }

  /**
   * Opens a pool. The server need not be there yet: see {@link ServerCheck}.
   *
   * @param config where, and as whom
   */
  public static Database open(DatabaseConfig config) {
    HikariDataSource pool = pool(config);
    Configuration configuration = new Configuration(new Environment("bora", transactions(), pool));
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.setArgNameBasedConstructorAutoMapping(true);
    // A second look in one transaction is meant to see what changed.
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    configuration.setCacheEnabled(false);
    configuration.getTypeHandlerRegistry().register(Instant.class, new UtcInstantHandler());
    Tables.MAPPERS.forEach(configuration::addMapper);
    return new Database(
        config,
        pool,
        configuration,
        new AtomicLong(),
        new AtomicInteger(pool.getMaximumPoolSize()),
        new AtomicReference<>(),
        new AtomicReference<>(),
        null,
        false);
  }

  private static HikariDataSource pool(DatabaseConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("bora-db");
    hikari.setDataSource(new PatientDataSource(config, settings(config)));
    hikari.setMaximumPoolSize(config.pool().size());
    hikari.setMinimumIdle(config.pool().idle());
    hikari.setConnectionTimeout(config.pool().timeout().toMillis());
    // An idle connection may be dead without knowing.
    hikari.setValidationTimeout(Math.min(VALIDATION_MILLIS, hikari.getConnectionTimeout()));
    hikari.setMaxLifetime(config.pool().maxAge().toMillis());
    if (config.pool().idle() < config.pool().size()) {
      hikari.setIdleTimeout(config.pool().maxAge().dividedBy(2).toMillis());
    }
    hikari.setAutoCommit(false);
    hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    // A node starts and waits when the database is away; it does not give up.
    hikari.setInitializationFailTimeout(-1);
    hikari.setConnectionInitSql(session(config));
    return new HikariDataSource(hikari);
  }

  /** For the driver. All in text: it takes no notice of a number or a boolean. */
  private static Map<String, String> settings(DatabaseConfig config) {
    return Map.ofEntries(
        entry("connectTimeout", String.valueOf(config.connectTimeout().toMillis())),
        entry("socketTimeout", String.valueOf(config.readTimeout().toMillis())),
        entry("tcpKeepAlive", "true"),
        entry("useServerPrepStmts", "false"),
        entry("cachePrepStmts", "true"),
        entry("prepStmtCacheSize", "250"),
        entry("prepStmtCacheSqlLimit", "2048"),
        entry("rewriteBatchedStatements", "true"),
        // see PacketExecutor
        entry("allowMultiQueries", "true"),
        entry("useLocalSessionState", "true"),
        entry("elideSetAutoCommits", "true"),
        entry("connectionTimeZone", "UTC"),
        entry("characterEncoding", "UTF-8"),
        // The standalone server listens on loopback without TLS and asks for the password by RSA.
        entry("allowPublicKeyRetrieval", "true"));
  }

  /**
   * What each connection begins with. A host that is gone, or a process that is stopped, says
   * nothing to the server, which would keep its locks for hours. Only MariaDB reads the comment:
   * MySQL has no such setting, see {@link SilentTransactions}.
   */
  private static String session(DatabaseConfig config) {
    return "SET SESSION innodb_lock_wait_timeout = %d /*M! , idle_transaction_timeout = %d */"
        .formatted(seconds(config.lockWait()), seconds(config.idleTransaction()));
  }

  static long seconds(Duration duration) {
    return Math.ceilDiv(duration.toMillis(), 1000L);
  }

  /** Connections stay in transaction mode: two statements less for each. */
  private static TransactionFactory transactions() {
    Properties properties = new Properties();
    properties.setProperty("skipSetAutoCommitOnClose", "true");
    JdbcTransactionFactory factory = new JdbcTransactionFactory();
    factory.setProperties(properties);
    return factory;
  }

  /**
   * The same server over two connections of its own: who uses them does not wait behind the work
   * that goes over this one. The caller closes it.
   */
  public Database apart() {
    Database apart = open(config.withPool(config.pool().apart()));
    connections.addAndGet(apart.mostConnections());
    return apart;
  }

  /**
   * The same server over the same connections, for callers that cannot wait long: a call is not
   * made while the server is away, and one that lasts goes on only as long as it answers. One that
   * lost its connection before the commit is made again, a few times, while the server answers.
   *
   * @param look how long a call may last before it is asked whether the server answers, again and
   *     again
   * @return a view; closing it does nothing
   */
  public Database whileItAnswers(ServerWatch server, Duration look) {
    return new Database(
        config,
        pool,
        statements,
        retries,
        connections,
        met,
        changed,
        new Vigil(look, server),
        true);
  }

  /**
   * The same server over the same connections, for work whose troubles say nothing of others': it
   * waits for rows that a node may hold which is stopped.
   *
   * @return a view; closing it does nothing
   */
  public Database aside() {
    return new Database(
        config,
        pool,
        statements,
        retries,
        connections,
        new AtomicReference<>(),
        new AtomicReference<>(),
        vigil,
        true);
  }

  DatabaseConfig config() {
    return config;
  }

  /** The most connections that this pool and those that were opened apart from it may have. */
  public int mostConnections() {
    return connections.get();
  }

  /**
   * Runs work in one transaction and commits it; after a deadlock all of it is run again.
   *
   * @param work must have no effect but on its tables
   * @throws DatabaseUnavailableException if the server is away, or went away and the outcome is
   *     unknown, or does not do now what it is asked
   */
  public <T> T call(Function<Tables, T> work) {
    return vigil == null
        ? attempts(work, new Progress())
        : vigil.call(progress -> attempts(work, progress));
  }

  /** As {@link #call}, for work that surely writes: that it did is a sign of the server's life. */
  public <T> T change(Function<Tables, T> work) {
    T result = call(work);
    changed.set(Moment.now());
    return result;
  }

  /** As {@link #call}, for work that answers nothing. */
  public void run(Consumer<Tables> work) {
    call(tables -> {
      work.accept(tables);
      return true;
    });
  }

  private Transaction transaction() {
    Environment environment = statements.getEnvironment();
    return environment
        .getTransactionFactory()
        .newTransaction(environment.getDataSource(), null, false);
  }

  private <T> T attempts(Function<Tables, T> work, Progress progress) {
    for (int attempt = 1; ; attempt++) {
      progress.begin();
      PacketExecutor executor = new PacketExecutor(statements, transaction());
      try (SqlSession session = new DefaultSqlSession(statements, executor, false)) {
        Tables tables = new Tables(session, executor);
        T result = work.apply(tables);
        tables.end();
        progress.commits();
        session.commit(true);
        return result;
      } catch (RuntimeException thrown) {
        RuntimeException exception = PacketExecutor.unwrapped(thrown);
        if (attempt == ATTEMPTS || !isWorthAnotherTry(exception, executor.isLastBegun())) {
          throw told(exception, progress);
        }
        retries.incrementAndGet();
        LOG.debug("transaction runs again after {}", exception.toString());
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L << attempt));
      }
    }
  }

  /**
   * Who has waited for a lock has waited long enough. But for one at the end: that is a slot of the
   * tally, which a node holds that was stopped before its commit, and there are others.
   */
  private static boolean isWorthAnotherTry(RuntimeException exception, boolean ending) {
    return SqlErrors.isWorthAnotherTry(exception) && (ending || !SqlErrors.isLockWait(exception));
  }

  private RuntimeException told(RuntimeException exception, Progress progress) {
    if (SqlErrors.isConnectionBroken(exception)) {
      // what ended one has most likely ended all; those that are in use go when they are given back
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    Optional<Trouble> trouble = SqlErrors.trouble(exception);
    if (trouble.isEmpty() && !progress.isCommitting()) {
      return exception;
    }
    met.set(Moment.now());
    return new DatabaseUnavailableException(
        trouble.orElse(Trouble.AWAY), exception, progress.isCommitting());
  }

  /** When something happened last to a transaction over these connections. */
  private record Moment(long nanos) {
    static Moment now() {
      return new Moment(System.nanoTime());
    }
  }

  /**
   * Whether a transaction over these connections was told within this time that the database is
   * away, or does not do what it is asked.
   */
  public boolean wasInTroubleWithin(Duration time) {
    return isWithin(met, time);
  }

  /** Whether {@link #change} has committed something over these connections within this time. */
  public boolean hasChangedWithin(Duration time) {
    return isWithin(changed, time);
  }

  private static boolean isWithin(AtomicReference<Moment> last, Duration time) {
    Moment moment = last.get();
    return moment != null && System.nanoTime() - moment.nanos() < time.toNanos();
  }

  /** How many transactions had to be run again; a healthy site stays near zero. */
  public long retries() {
    return retries.get();
  }

  /** For migrations and for the check of the server. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    if (!view) {
      pool.close();
    }
  }
}
