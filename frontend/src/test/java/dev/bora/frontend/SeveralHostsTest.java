// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.TestServer;
import dev.bora.db.table.Wish;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database with several hosts, as {@code database.hosts} gives them to the driver: two ways to
 * one server, of which the first is lost.
 */
@Timeout(120)
class SeveralHostsTest {
  private static final String SCHEMA = "several_hosts";

  private Database direct;
  private Relay first;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    direct = TestServer.migratedDatabase(SCHEMA);
    DatabaseConfig config = TestServer.config(SCHEMA);
    URI server = URI.create(config.url().substring("jdbc:".length()));
    first = new Relay(server.getPort());
    String hosts = "127.0.0.1:%d,127.0.0.1:%d".formatted(first.port(), server.getPort());
    // As site.Database has it.
    String url = "jdbc:mysql://%s/%s?failOverReadOnly=false".formatted(hosts, SCHEMA);
    database =
        Database.open(
            new DatabaseConfig(
                url,
                config.user(),
                config.password(),
                config.pool(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    first.close();
    direct.close();
  }

  private boolean writes(String node) {
    try {
      database.run(tables -> tables.wishes().want(node, Wish.DRAIN));
      return true;
    } catch (DatabaseUnavailableException lost) {
      return false;
    }
  }

  private void awaitWrites(String node) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!writes(node)) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private long written() {
    return direct.call(tables -> tables.cluster().wanted().size());
  }

  @Test
  void theNextOneIsWrittenToWhenTheFirstIsLostAndTheFirstAgainWhenItIsBack() {
    assertThat(writes("one")).isTrue();
    assertThat(written()).isEqualTo(1);
    first.goAway();
    awaitWrites("two");
    assertThat(written()).as("it takes changes").isEqualTo(2);
    first.comeBack();
    awaitWrites("three");
    assertThat(written()).isEqualTo(3);
  }

  @Test
  void oneIsEnoughToBeginWith() {
    first.goAway();
    awaitWrites("one");
    assertThat(written()).isEqualTo(1);
  }
}
