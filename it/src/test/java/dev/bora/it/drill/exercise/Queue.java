// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.checker.Round.RequestEnd;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The database as it is, past Bora. */
public final class Queue implements AutoCloseable {

  /** Tables that are empty when nothing is under way. */
  private static final List<String> EMPTY_AT_REST =
      List.of("ready", "claimed", "path_lock", "pin", "door_write");

  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Connection database;

  /** A request whose TURL is out. */
  record Ready(String token, String kind) {}

  private Queue(Connection database) {
    this.database = database;
  }

  /** A look into a cluster's database. */
  public static Queue of(Installation installation) throws SQLException {
    return new Queue(installation.database());
  }

  /** Requests whose TURLs are out. */
  List<Ready> ready() throws SQLException {
    List<Ready> ready = new ArrayList<>();
    try (PreparedStatement statement =
            database.prepareStatement(
                "SELECT r.token, r.kind FROM request r JOIN request_file f ON f.request_id = r.id"
                    + " WHERE f.state = 'READY'");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ready.add(new Ready(row.getString(1), row.getString(2)));
      }
    }
    return ready;
  }

  /** What is under way, a line each. */
  public List<String> underWay() throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement =
            database.prepareStatement(
                "SELECT f.id, r.kind, f.state, f.goal, f.step, f.owner, f.backend, f.claim, f.status,"
                    + " f.path, f.to_path, r.token FROM request r"
                    + " JOIN request_file f ON f.request_id = r.id"
                    + " WHERE f.state IN ('QUEUED', 'RUNNING', 'READY')");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        StringBuilder line = new StringBuilder("file");
        for (int column = 1; column <= 12; column++) {
          byte[] value = row.getBytes(column);
          line.append(' ').append(value == null ? "-" : new String(value, StandardCharsets.UTF_8));
        }
        found.add(line.toString());
      }
    }
    for (String table : EMPTY_AT_REST) {
      long count = count("SELECT COUNT(*) FROM " + table);
      if (count > 0) {
        found.add(count + " rows in " + table);
      }
    }
    found.addAll(counted());
    return found;
  }

  /** What limits count, which is nothing when nothing is under way. */
  private List<String> counted() throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement =
            database.prepareStatement(
                "SELECT kind, share, SUM(waiting), SUM(running), SUM(parked), SUM(turls) FROM tally"
                    + " GROUP BY kind, share HAVING SUM(waiting) != 0 OR SUM(running) != 0"
                    + " OR SUM(parked) != 0 OR SUM(turls) != 0");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            "tally of %s by %s: %s waiting, %s running, %s parked, %s out"
                .formatted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)));
      }
    }
    return found;
  }

  /** What became of each put and get, by its token; those since an id. */
  Map<String, RequestEnd> ends(long after) throws SQLException {
    Map<String, RequestEnd> ends = new HashMap<>();
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT r.token, f.path, f.state, f.explanation FROM request r"
                + " JOIN request_file f ON f.request_id = r.id"
                + " WHERE r.kind IN ('PUT', 'GET') AND f.path IS NOT NULL AND r.id > ?")) {
      statement.setLong(1, after);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String explanation = row.getString(4);
          ends.put(
              row.getString(1),
              new RequestEnd(
                  new String(row.getBytes(2), StandardCharsets.UTF_8),
                  row.getString(3),
                  explanation == null ? "" : explanation));
        }
      }
    }
    return ends;
  }

  /** What the database's clock says. */
  public String now() throws SQLException {
    try (PreparedStatement statement = database.prepareStatement("SELECT UTC_TIMESTAMP(6)");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * How long it took from a moment on until the files of all puts had ended that came before it,
   * and of whose tokens no client was told.
   *
   * @param moment as {@link #now} told it
   * @param told the tokens that clients know
   */
  public Duration untilFree(String moment, Set<String> told) throws SQLException {
    long longest = 0;
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT r.token, TIMESTAMPDIFF(MICROSECOND, ?, IF(f.state IN ('QUEUED', 'RUNNING', 'READY'),"
                + " UTC_TIMESTAMP(6), f.updated_at)) FROM request r"
                + " JOIN request_file f ON f.request_id = r.id"
                + " WHERE r.kind = 'PUT' AND r.created_at <= ?")) {
      statement.setString(1, moment);
      statement.setString(2, moment);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (!told.contains(row.getString(1))) {
            longest = Math.max(longest, row.getLong(2));
          }
        }
      }
    }
    return Duration.of(longest, ChronoUnit.MICROS);
  }

  /** How many files of some requests have their TURLs out. */
  public long readyOf(List<String> tokens) throws SQLException {
    return count(
        "SELECT COUNT(*) FROM request r JOIN request_file f ON f.request_id = r.id"
            + " WHERE r.token IN ('%s') AND f.state = 'READY'"
                .formatted(String.join("', '", tokens)));
  }

  /** The id of the last request. */
  long lastRequest() throws SQLException {
    return count("SELECT COALESCE(MAX(id), 0) FROM request");
  }

  /** The state of a file request; empty if it is forgotten. */
  public String state(long file) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("SELECT state FROM request_file WHERE id = ?")) {
      statement.setLong(1, file);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** The id of the last file request. */
  public long lastFile() throws SQLException {
    return count("SELECT MAX(id) FROM request_file");
  }

  /** How many of the file requests from one on are suspected of their backends' deaths. */
  public long suspectsFrom(long file) throws SQLException {
    return count("SELECT COUNT(*) FROM request_file WHERE suspect AND id >= " + file);
  }

  /** The newest epoch of a node. */
  public long epoch(String node) throws SQLException {
    return count("SELECT MAX(epoch) FROM incarnation WHERE node = '" + node + "'");
  }

  /** Whether nobody has fenced an epoch yet. */
  public boolean isUp(long epoch) throws SQLException {
    return count("SELECT COUNT(*) FROM incarnation WHERE state = 'UP' AND epoch = " + epoch) > 0;
  }

  /** Waits until a life has beaten by the clock that the database has now. */
  public void awaitBeat(long epoch) throws SQLException {
    long end = System.nanoTime() + BEAT.toNanos();
    while (count(
            "SELECT ABS(TIMESTAMPDIFF(SECOND, beat_at, UTC_TIMESTAMP(6))) < 5 FROM beat"
                + " WHERE epoch = "
                + epoch)
        == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("epoch " + epoch + " does not beat");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** The last adoption. */
  public long lastAdoption() throws SQLException {
    return count("SELECT COALESCE(MAX(id), 0) FROM adoption");
  }

  /** Who took over what from another node since then, a line each. */
  public List<String> adoptionsByOthers(long since) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement =
            database.prepareStatement(
                "SELECT from_node, from_epoch, to_node, to_epoch, files FROM adoption"
                    + " WHERE from_node <> to_node AND id > "
                    + since);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            "%s (epoch %d) lost files to %s (epoch %d): %d"
                .formatted(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5)));
      }
    }
    return found;
  }

  /** Whether a node beats, from now on, within this time. */
  public boolean beatsWithin(String node, Duration bound) throws SQLException {
    String beats =
        "SELECT COALESCE(SUM(CRC32(CONCAT(epoch, beat_at))), 0) FROM incarnation JOIN beat USING (epoch)"
            + " WHERE state = 'UP' AND node = '"
            + node
            + "'";
    long before = count(beats);
    long end = System.nanoTime() + bound.toNanos();
    long now = before;
    while (now == before || now == 0) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
      now = count(beats);
    }
    return true;
  }

  /** How many files an epoch holds. */
  public long heldBy(long epoch) throws SQLException {
    return count("SELECT COUNT(*) FROM claimed WHERE owner = " + epoch);
  }

  private long count(String query) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
