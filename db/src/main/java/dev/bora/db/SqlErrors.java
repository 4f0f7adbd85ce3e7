// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

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

  static boolean isConnectionLost(Throwable throwable) {
    return sqlException(throwable).filter(SqlErrors::isConnectionLost).isPresent();
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
