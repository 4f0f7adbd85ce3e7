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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Looks for what requests that have ended should not have left behind. */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Other tests of the same deployment may have left theirs open: those are not counted. */
  private final Deployment deployment;

  private final String directory;
  private final Set<Path> hiddenBefore;

  private Leftovers(Deployment deployment, String directory, Set<Path> hiddenBefore) {
    this.deployment = deployment;
    this.directory = directory;
    this.hiddenBefore = hiddenBefore;
  }

  /** Before anything is done below a directory of /testvo. */
  static Leftovers before(Deployment deployment, String directory) throws IOException {
    return new Leftovers(deployment, directory, hidden(deployment.root()));
  }

  /** Waits until nothing is under way any more; fails if something stays. */
  void assertNone() throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = all();
    while (!found.isEmpty() && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      found = all();
    }
    assertThat(found).isEmpty();
  }

  private List<String> all() throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    for (Path entry : hidden(deployment.root())) {
      if (!hiddenBefore.contains(entry)) {
        found.add(entry.toString());
      }
    }
    try (Connection database = deployment.database().orElse(null)) {
      if (database != null) {
        found.addAll(rows(database));
      }
    }
    return found;
  }

  /** Uploads and what was taken. */
  private static Set<Path> hidden(Path root) throws IOException {
    Set<Path> found = new HashSet<>();
    for (String folder : List.of("new", "taken")) {
      Path hidden = root.resolve(".bora").resolve(folder);
      if (Files.exists(hidden)) {
        try (Stream<Path> entries = Files.walk(hidden)) {
          entries.filter(entry -> !Files.isDirectory(entry)).forEach(found::add);
        }
      }
    }
    return found;
  }

  private List<String> rows(Connection database) throws SQLException {
    String below = directory + "/%";
    List<String> found = new ArrayList<>();
    for (String table : List.of("path_lock", "pin")) {
      String query = "SELECT COUNT(*) FROM " + table + " WHERE area = 'testvo' AND path LIKE ?";
      note(found, table, count(database, query, below));
    }
    for (String table : List.of("ready", "claimed", "door_write")) {
      String query =
          "SELECT COUNT(*) FROM request_file f JOIN "
              + table
              + " t ON t.file_id = f.id WHERE f.area = 'testvo' AND f.path LIKE ?";
      note(found, table, count(database, query, below));
    }
    return found;
  }

  private static void note(List<String> found, String table, long count) {
    if (count > 0) {
      found.add(count + " rows in " + table);
    }
  }

  /** Every put below a directory of /testvo was done, and each path once. */
  void assertDoneOnce(int puts) throws SQLException {
    try (Connection database = deployment.database().orElse(null)) {
      if (database == null) {
        return;
      }
      String from =
          " FROM request_file f JOIN request r ON r.id = f.request_id"
              // one whose commit was in doubt was refused and is aborted; until then another fails
              + " WHERE r.kind = 'PUT' AND f.state NOT IN ('ABORTED', 'FAILED')"
              + " AND f.area = 'testvo'"
              + " AND f.path LIKE ?";
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
