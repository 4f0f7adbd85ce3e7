// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.jspecify.annotations.Nullable;

/**
 * The schema's migrations: listed, previewed as SQL, applied, undone; under a lock that the server
 * drops when its holder dies, so that several nodes may start at once. Data definition does not
 * roll back here: a migration that failed half-way is named, and stays unlisted until it has run
 * whole.
 */
public final class Schema {
  private static final String LOCK = "bora-schema";
  private static final int LOCK_WAIT_SECONDS = 60;

  private final DataSource dataSource;
  private final ClasspathMigrations migrations = new ClasspathMigrations();

  /** Of this database. */
  public Schema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * One migration.
   *
   * @param id its number, which orders them
   * @param description in words
   * @param appliedAt when it was applied, as the database wrote it; null while it is pending
   */
  public record Migration(BigDecimal id, String description, @Nullable String appliedAt) {}

  /** How the database's schema stands to this release. */
  public enum Fit {
    /** All that this release needs is there. There may be more, of a newer one. */
    FITS,
    /** Migrations are missing. */
    TOO_OLD
  }

  /**
   * The migrations that this release knows, oldest first, with the time at which each was applied.
   */
  public List<Migration> list() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Map<BigDecimal, String> applied = applied(connection);
      List<Migration> list = new ArrayList<>();
      for (Change change : migrations.getMigrations()) {
        list.add(
            new Migration(change.getId(), change.getDescription(), applied.get(change.getId())));
      }
      connection.rollback();
      return list;
    }
  }

  /** Whether this release can run on the schema as it is. */
  public Fit fit() throws SQLException {
    return list().stream().allMatch(m -> m.appliedAt() != null) ? Fit.FITS : Fit.TOO_OLD;
  }

  /** The SQL that {@link #up} would run now; empty if nothing is pending. */
  public String preview() throws SQLException {
    Set<BigDecimal> pending = new TreeSet<>();
    list().stream().filter(m -> m.appliedAt() == null).forEach(m -> pending.add(m.id()));
    StringWriter sql = new StringWriter();
    for (Change change : migrations.getMigrations()) {
      if (pending.contains(change.getId())) {
        try (Reader script = migrations.getScriptReader(change, false)) {
          script.transferTo(sql);
        } catch (IOException exception) {
          throw new UncheckedIOException(exception);
        }
      }
    }
    return sql.toString();
  }

  /** Applies what is pending. Safe to call from several nodes at once. */
  public void up() throws SQLException {
    locked((connection, log) ->
        new UpOperation().operate(connection::get, migrations, options(), log));
  }

  /**
   * Undoes the newest applied migration: for tests and for a way back, since it drops what it had
   * made.
   */
  public void down() throws SQLException {
    locked((connection, log) ->
        new DownOperation(1).operate(connection::get, migrations, options(), log));
  }

  private void locked(Step step) throws SQLException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Connection holder = dataSource.getConnection()) {
      if (number(holder, "SELECT GET_LOCK(?, " + LOCK_WAIT_SECONDS + ")") != 1) {
        throw new SQLException(
            "another node has been changing the schema for " + LOCK_WAIT_SECONDS + " s");
      }
      try (PrintStream print = new PrintStream(log, true, UTF_8)) {
        step.run(dataSource::getConnection, print);
      } catch (RuntimeException exception) {
        throw new SQLException("a migration failed: " + log.toString(UTF_8), exception);
      } finally {
        number(holder, "SELECT RELEASE_LOCK(?)");
        holder.rollback();
      }
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, LOCK);
      try (ResultSet results = statement.executeQuery()) {
        results.next();
        return results.getInt(1);
      }
    }
  }

  /** When each was applied, as the database wrote it; empty in an empty database. */
  private static Map<BigDecimal, String> applied(Connection connection) throws SQLException {
    Map<BigDecimal, String> applied = new HashMap<>();
    try (ResultSet table =
        connection.getMetaData().getTables(connection.getCatalog(), null, "changelog", null)) {
      if (!table.next()) {
        return applied;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT id, applied_at FROM changelog")) {
      while (results.next()) {
        applied.put(results.getBigDecimal(1), results.getString(2));
      }
    }
    return applied;
  }

  private static DatabaseOperationOption options() {
    DatabaseOperationOption options = new DatabaseOperationOption();
    options.setChangelogTable("changelog");
    options.setStopOnError(true);
    options.setThrowWarning(false);
    return options;
  }

  private interface Connections {
    Connection get() throws SQLException;
  }

  private interface Step {
    void run(Connections connections, PrintStream log);
  }
}
