// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Looks for what requests that have ended should not have left behind. */
final class Leftovers {

  private static final List<String> TABLES =
      List.of("ready", "claimed", "path_lock", "pin", "door_write");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Leftovers() {}

  /** Waits until nothing is under way any more; fails if something stays. */
  static void assertNone(Deployment deployment) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = all(deployment);
    while (!found.isEmpty() && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      found = all(deployment);
    }
    assertThat(found).isEmpty();
  }

  private static List<String> all(Deployment deployment) throws IOException, SQLException {
    List<String> found = new ArrayList<>(hidden(deployment.root()));
    try (Connection database = deployment.database().orElse(null)) {
      if (database != null) {
        found.addAll(rows(database));
      }
    }
    return found;
  }

  /** Entries of uploads and of what was taken, in hidden folders. */
  private static List<String> hidden(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder : List.of("new", "taken")) {
      Path hidden = root.resolve(".bora").resolve(folder);
      if (Files.exists(hidden)) {
        try (Stream<Path> entries = Files.list(hidden)) {
          entries.map(Path::toString).forEach(found::add);
        }
      }
    }
    return found;
  }

  private static List<String> rows(Connection database) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String table : TABLES) {
      long count = count(database, "SELECT COUNT(*) FROM " + table);
      if (count > 0) {
        found.add(count + " rows in " + table);
      }
    }
    return found;
  }

  /** Every put below a directory of /testvo was done, and each path once. */
  static void assertDoneOnce(Deployment deployment, String directory, int puts)
      throws SQLException {
    try (Connection database = deployment.database().orElse(null)) {
      if (database == null) {
        return;
      }
      String from =
          " FROM request_file f JOIN request r ON r.id = f.request_id"
              + " WHERE r.kind = 'PUT' AND f.area = 'testvo' AND f.path LIKE ?";
      String below = directory + "/%";
      assertThat(count(database, "SELECT COUNT(*)" + from, below)).isEqualTo(puts);
      assertThat(count(database, "SELECT COUNT(DISTINCT f.path)" + from, below)).isEqualTo(puts);
      assertThat(count(database, "SELECT COUNT(*)" + from + " AND f.state = 'DONE'", below))
          .isEqualTo(puts);
      assertThat(count(database, "SELECT COUNT(DISTINCT f.backend)" + from, below))
          .as("backends that had work")
          .isEqualTo(deployment.ports().size());
    }
  }

  private static long count(Connection database, String query, String... values)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setBytes(i + 1, values[i].getBytes(StandardCharsets.UTF_8));
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
