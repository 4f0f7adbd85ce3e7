// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database could not be reached, went away, or does not do now what it is asked: nothing is
 * wrong with what was asked, and it may be asked again.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What the database does not do. */
  public enum Trouble {
    /** It does not answer, or the connection to it was lost. */
    AWAY("the database does not answer"),
    /** It answers, and takes no changes: a replica, or its administrator wants it so. */
    READ_ONLY("the database is read-only"),
    /** It has no room for more. */
    FULL("the database has no space left on its device"),
    /** Others hold what it needs, for longer than it waits. */
    LOCKED("the database is busy: others hold the rows for too long");

    private final String sentence;

    Trouble(String sentence) {
      this.sentence = sentence;
    }

    /** For operators. */
    public String sentence() {
      return sentence;
    }
  }

  private final Trouble trouble;
  private final boolean mayHaveCommitted;

  DatabaseUnavailableException(
      Trouble trouble, @Nullable Throwable cause, boolean mayHaveCommitted) {
    super(trouble.sentence(), cause);
    this.trouble = trouble;
    this.mayHaveCommitted = mayHaveCommitted;
  }

  /**
   * Of a statement that changes nothing.
   *
   * @return what to throw; something else if the statement is wrong
   */
  public static RuntimeException whileAsking(SQLException failed) {
    return SqlErrors.trouble(failed)
        .<RuntimeException>map(trouble -> new DatabaseUnavailableException(trouble, failed, false))
        .orElseGet(() -> new IllegalStateException(failed));
  }

  /** Of which kind. */
  public Trouble trouble() {
    return trouble;
  }

  /** Whether the commit was under way; if not, the transaction is certainly undone. */
  public boolean mayHaveCommitted() {
    return mayHaveCommitted;
  }
}
