// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.PoolConfig;
import dev.bora.rpc.contract.AskAgainException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Calls that last, while the database is in trouble and while it is not. */
class CallWatchTest {
  /** Nothing listens there. */
  private final Database database =
      Database.open(
          DatabaseConfig.of("jdbc:mysql://127.0.0.1:1/none", "nobody", "", 2)
              .withPool(PoolConfig.of(2).withTimeout(Duration.ofMillis(250))));

  private final CallWatch watch = new CallWatch(new RecentTrouble(database, database));
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    goOn.countDown();
    watch.close();
    database.close();
  }

  private void meetTrouble() {
    assertThatThrownBy(() -> database.call(tables -> tables.incarnations().live()))
        .isInstanceOf(DatabaseUnavailableException.class);
  }

  @Test
  void oneThatLastsInTroubleIsNotWaitedFor() {
    AtomicBoolean ended = new AtomicBoolean();
    meetTrouble();
    assertThatThrownBy(() ->
            watch.make(() -> {
              goOn.await();
              ended.set(true);
              return 1;
            }))
        .isInstanceOfSatisfying(
            AskAgainException.class, again -> assertThat(again.isWithoutDatabase()).isTrue());
    assertThat(ended).isFalse();
    goOn.countDown();
    // It goes on: what it has begun must be ended.
    Await.until(ended::get);
  }

  @Test
  void oneThatIsQuickIsAnsweredInTroubleToo() throws Throwable {
    meetTrouble();
    assertThat(watch.make(() -> 7)).isEqualTo(7);
  }

  @Test
  void oneThatLastsWithoutTroubleIsWaitedFor() throws Throwable {
    assertThat(
            watch.make(() -> {
              // Longer than it is waited for in trouble: time itself is what must not end it.
              Thread.sleep(Duration.ofMillis(800));
              return 8;
            }))
        .isEqualTo(8);
  }

  @Test
  void itsLogLinesNameTheClientsCall() throws Throwable {
    try (MDC.MDCCloseable _ = MDC.putCloseable("request", "r-1")) {
      assertThat(watch.make(() -> MDC.get("request"))).isEqualTo("r-1");
    }
  }

  @Test
  void whatItThrowsIsThrown() {
    assertThatThrownBy(() ->
            watch.make(() -> {
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
  }
}
