// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.ConnectionBudget;
import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.PoolConfig;
import dev.bora.db.TestServer;
import dev.bora.db.schema.Schema;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FootingTest {
  private static final Footing SMALL = new Footing(new ConnectionBudget(PoolConfig.of(5), 3));

  private static Database open(String url) {
    DatabaseConfig server = TestServer.config("footing");
    return Database.open(
        new DatabaseConfig(
            url,
            server.user(),
            server.password(),
            PoolConfig.of(2).withTimeout(Duration.ofSeconds(1)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10)));
  }

  @Test
  void takesADatabaseThatHasAllMigrations() throws Exception {
    try (Database database = TestServer.migratedDatabase("footing")) {
      assertThatCode(() -> SMALL.require(database)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesASchemaThatLacksTheNewestMigration() throws Exception {
    try (Database database = TestServer.migratedDatabase("footing")) {
      new Schema(database.dataSource()).down();
      assertThatThrownBy(() -> SMALL.require(database))
          .isInstanceOf(UnfitNodeException.class)
          .hasMessage("the schema of the database is too old for this release: run bora db up");
    }
  }

  @Test
  void refusesAServerWithoutRoom() throws Exception {
    try (Database database = TestServer.migratedDatabase("footing")) {
      Footing large = new Footing(new ConnectionBudget(PoolConfig.of(1000), 3));
      assertThatThrownBy(() -> large.require(database))
          .isInstanceOf(UnfitNodeException.class)
          .hasMessageStartingWith("the database server does not fit: database.pool-size: ");
    }
  }

  @Test
  void saysWhatTheServerSaysToAnAccountThatItDoesNotLetIn() {
    String url = TestServer.config("footing").url().replace("/footing", "/no_such_schema");
    try (Database database = open(url)) {
      assertThatThrownBy(() -> SMALL.require(database))
          .isInstanceOf(UnfitNodeException.class)
          .hasMessage(
              "the database does not let this account in: Unknown database 'no_such_schema'");
    }
  }

  @Test
  void isUnknownWhileTheServerIsAway() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (Database database = open("jdbc:mysql://127.0.0.1:" + nobody + "/footing")) {
      assertThatThrownBy(() -> SMALL.require(database))
          .isInstanceOf(DatabaseUnavailableException.class)
          .hasMessage("the database does not answer");
    }
  }
}
