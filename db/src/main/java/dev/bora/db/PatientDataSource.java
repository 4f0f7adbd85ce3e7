// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool's connections. While the server cannot be reached it keeps trying, for the pool
 * would wait longer and longer between its own attempts, up to five seconds, and those who wait for
 * a connection would find out so much later that the server is back. The pool's callers wait no
 * longer than they would.
 */
final class PatientDataSource implements DataSource {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String url;
  private final Properties properties = new Properties();
  private volatile boolean failing;

  PatientDataSource(DatabaseConfig config, Map<String, String> settings) {
    this.url = config.url();
    properties.putAll(settings);
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = DriverManager.getConnection(url, properties);
        failing = false;
        return connection;
      } catch (SQLException refused) {
        // The first failure is told, for its reason; and what no waiting mends, always.
        if (!failing || !SqlErrors.isConnectionBroken(refused)) {
          failing = true;
          throw refused;
        }
      }
      pause();
    }
  }

  private static void pause() throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("the pool is being closed", closed);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("there is one account");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // what is to be told is told by exceptions
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // the driver has its own, in milliseconds
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("nothing is logged");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("it wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
