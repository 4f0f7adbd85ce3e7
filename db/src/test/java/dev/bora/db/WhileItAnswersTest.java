// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.table.LeaseMapper.LeaseRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that cannot wait long, and a server that is slow, silent or gone. */
class WhileItAnswersTest {
  private static final String SCHEMA = "while_it_answers";
  private static final String JOB = "given-up";
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Watch watch = new Watch();
  private Database database;
  private Database view;

  private static final class Watch implements ServerWatch {
    volatile boolean away;
    volatile boolean answers = true;
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean isAway() {
      return away;
    }

    @Override
    public boolean answers() {
      asked.incrementAndGet();
      return answers;
    }
  }

  @BeforeEach
  void open() throws SQLException {
    database = TestServer.migratedDatabase(SCHEMA);
    view = database.whileItAnswers(watch, LOOK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aCallIsNotMadeWhileTheServerIsAway() {
    watch.away = true;
    AtomicInteger made = new AtomicInteger();
    DatabaseUnavailableException away =
        catchThrowableOfType(
            DatabaseUnavailableException.class, () -> view.call(_ -> made.incrementAndGet()));
    assertThat(away.trouble()).isEqualTo(Trouble.AWAY);
    assertThat(away.mayHaveCommitted()).isFalse();
    assertThat(made).hasValue(0);
  }

  @Test
  void aSlowCallGoesOnAsLongAsTheServerAnswers() {
    int result =
        view.call(_ -> {
          while (watch.asked.get() < 3) {
            Thread.onSpinWait();
          }
          return 42;
        });
    assertThat(result).isEqualTo(42);
  }

  @Test
  void aCallThatLastsIsGivenUpWhenTheServerDoesNotAnswer() throws Exception {
    watch.answers = false;
    CountDownLatch interrupted = new CountDownLatch(1);
    long start = System.nanoTime();
    DatabaseUnavailableException given =
        catchThrowableOfType(
            DatabaseUnavailableException.class,
            () ->
                view.call(_ -> {
                  try {
                    return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                  } catch (InterruptedException stop) {
                    interrupted.countDown();
                    return false;
                  }
                }));
    assertThat(given.trouble()).isEqualTo(Trouble.AWAY);
    assertThat(given.mayHaveCommitted()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWasGivenUpCommitsNothing() throws Exception {
    database.run(tables -> tables.leases().ensure(JOB));
    watch.answers = false;
    CountDownLatch givenUp = new CountDownLatch(1);
    assertThatThrownBy(() ->
            view.call(tables -> {
              tables.leases().take(JOB, 4711);
              awaitUninterruptibly(givenUp);
              return true;
            }))
        .isInstanceOf(DatabaseUnavailableException.class);
    givenUp.countDown();
    assertThat(onceUnlocked().holder()).isNull();
  }

  private LeaseRow onceUnlocked() {
    LeaseRow row = database.call(tables -> tables.leases().lock(JOB));
    return row == null ? onceUnlocked() : row;
  }

  @Test
  void aCallWhoseConnectionIsLostBeforeItsCommitIsMadeAgain() {
    AtomicInteger attempts = new AtomicInteger();
    long held =
        view.call(tables -> {
          if (attempts.incrementAndGet() == 1) {
            killOthers();
          }
          return tables.queue().held(4711);
        });
    assertThat(held).isZero();
    assertThat(attempts).hasValueGreaterThan(1);
  }

  @Test
  void itIsNotMadeAgainIfTheServerDoesNotAnswer() {
    watch.answers = false;
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(() ->
            view.call(tables -> {
              attempts.incrementAndGet();
              killOthers();
              return tables.queue().held(4711);
            }))
        .isInstanceOf(DatabaseUnavailableException.class);
    assertThat(attempts).hasValue(1);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException again) {
        // as a statement would that nothing interrupts
      }
    }
  }

  /** Every connection to the schema but one's own. */
  private static void killOthers() {
    try (Database other = Database.open(TestServer.config(SCHEMA));
        Connection connection = other.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist WHERE db = '"
                  + SCHEMA
                  + "' AND id <> CONNECTION_ID()")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      for (long id : ids) {
        try {
          statement.execute("KILL CONNECTION " + id);
        } catch (SQLException gone) {
          // a pool that is being closed
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
