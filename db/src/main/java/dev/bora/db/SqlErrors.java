// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** What the server's error numbers mean to us. */
public final class SqlErrors {
  private static final int DUPLICATE_KEY = 1062;
  private static final int LOCK_WAIT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int SNAPSHOT_CHANGED = 1020;

  private static final Set<Integer> WORTH_ANOTHER_TRY =
      Set.of(LOCK_WAIT, DEADLOCK, SNAPSHOT_CHANGED);

  /**
   * Connections that the server ends or refuses without an SQL state of class 08: too many of this
   * user (1203, 1226), interrupted or killed (1317, 1927), too slow (1969, 3024), silent for too
   * long (4031).
   */
  private static final Set<Integer> ENDED = Set.of(1203, 1226, 1317, 1927, 1969, 3024, 4031);

  /** Options, transactions, and (MySQL) the server's mode that permit no change. */
  private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

  private static final Set<Integer> FULL = Set.of(1021, 1114);

  /** How the others tell of it that have numbers for all errors of files and commits. */
  private static final String NO_SPACE = "No space left on device";

  /**
   * The account or what it may do: no such schema (1049), and access denied to the schema (1044),
   * to the server (1045, 1698) or to a table (1142).
   */
  private static final Set<Integer> REFUSED = Set.of(1044, 1045, 1049, 1142, 1698);

  private SqlErrors() {}

  /** A unique key already holds this value. */
  public static boolean isDuplicateKey(Throwable throwable) {
    return sqlException(throwable).filter(e -> e.getErrorCode() == DUPLICATE_KEY).isPresent();
  }

  /** Another transaction holds the row: with a wait of zero this means busy. */
  public static boolean isLockWait(Throwable throwable) {
    return sqlException(throwable).filter(e -> e.getErrorCode() == LOCK_WAIT).isPresent();
  }

  static boolean isWorthAnotherTry(Throwable throwable) {
    return sqlException(throwable)
        .filter(e -> WORTH_ANOTHER_TRY.contains(e.getErrorCode()))
        .isPresent();
  }

  /** A connection that was there has ended; not: there was none to be had. */
  static boolean isConnectionBroken(Throwable throwable) {
    return sqlException(throwable)
        .filter(e -> !(e instanceof SQLTransientConnectionException) && isConnectionLost(e))
        .isPresent();
  }

  /** What the server says when it does not let an account in, which waiting does not mend. */
  public static Optional<String> refusal(Throwable throwable) {
    Optional<String> said = Optional.empty();
    for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
      // A pool tells of it in its own words, with the number of what it stands on.
      if (cause instanceof SQLException sql && REFUSED.contains(sql.getErrorCode())) {
        said = Optional.ofNullable(sql.getMessage());
      }
    }
    return said;
  }

  /** What the database does not do; empty if it says that something is wrong with the statement. */
  static Optional<Trouble> trouble(Throwable throwable) {
    return sqlException(throwable).flatMap(SqlErrors::trouble);
  }

  private static Optional<Trouble> trouble(SQLException exception) {
    int code = exception.getErrorCode();
    if (isConnectionLost(exception) || ENDED.contains(code)) {
      return Optional.of(Trouble.AWAY);
    }
    if (READ_ONLY.contains(code)) {
      return Optional.of(Trouble.READ_ONLY);
    }
    if (FULL.contains(code) || String.valueOf(exception.getMessage()).contains(NO_SPACE)) {
      return Optional.of(Trouble.FULL);
    }
    return WORTH_ANOTHER_TRY.contains(code) ? Optional.of(Trouble.LOCKED) : Optional.empty();
  }

  private static boolean isConnectionLost(SQLException exception) {
    String state = exception.getSQLState();
    return exception instanceof SQLTransientConnectionException
        || exception instanceof SQLNonTransientConnectionException
        || exception instanceof SQLRecoverableException
        || (state != null && state.startsWith("08"));
  }

  private static Optional<SQLException> sqlException(Throwable throwable) {
    for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException exception) {
        return Optional.of(exception);
      }
    }
    return Optional.empty();
  }
}
