// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.ServerCheck.Server;
import org.junit.jupiter.api.Test;

class ServerCheckTest {
  @Test
  void takesTheServerThatTestsRunOn() throws Exception {
    try (Database database = TestServer.emptyDatabase("server_check")) {
      assertThat(ServerCheck.require(database.dataSource()))
          .satisfies(server -> assertThat(server.mariadb()).isTrue())
          .satisfies(server -> assertThat(server.version()).startsWith("11.4"));
    }
  }

  @Test
  void knowsWhatIsTooOld() {
    assertThat(ServerCheck.isNewEnough(new Server(true, "10.5.29-MariaDB"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(true, "10.6.0-MariaDB"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(true, "11.4.5-MariaDB-log"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(false, "5.7.44"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(false, "8.0.0"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(false, "8.0.1"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(false, "9.7.0-log"))).isTrue();
  }
}
