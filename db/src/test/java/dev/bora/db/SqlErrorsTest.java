// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.sql.SQLException;
import org.apache.ibatis.exceptions.PersistenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "1290, HY000, READ_ONLY",
    "1792, 25006, READ_ONLY",
    "1836, HY000, READ_ONLY",
    "1021, HY000, FULL",
    "1114, HY000, FULL",
    "1205, HY000, LOCKED",
    "1213, 40001, LOCKED",
    "1020, HY000, LOCKED",
    "0, 08S01, AWAY",
    "1040, 08004, AWAY",
    "1203, 42000, AWAY",
    "1927, 70100, AWAY",
    "4031, HY000, AWAY"
  })
  void knowsWhatTheDatabaseDoesNotDoNow(int code, String state, Trouble trouble) {
    SQLException said = new SQLException("no", state, code);
    assertThat(SqlErrors.trouble(new PersistenceException(said))).contains(trouble);
  }

  @Test
  void aFullDiskIsOneByWhateverNumber() {
    SQLException said =
        new SQLException(
            "Got error 28 \"No space left on device\" from storage engine InnoDB", "HY000", 1030);
    assertThat(SqlErrors.trouble(said)).contains(Trouble.FULL);
  }

  @Test
  void whatIsWrongWithAStatementIsNoTroubleOfTheDatabase() {
    assertThat(SqlErrors.trouble(new SQLException("no such table", "42S02", 1146))).isEmpty();
    assertThat(SqlErrors.trouble(new SQLException("duplicate", "23000", 1062))).isEmpty();
    assertThat(SqlErrors.trouble(new IllegalStateException("no database at all"))).isEmpty();
  }
}
