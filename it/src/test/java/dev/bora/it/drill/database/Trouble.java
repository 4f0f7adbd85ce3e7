// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.DatabaseServer;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Turmoil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What can be wrong with a database: made, kept up for a while, and mended. */
enum Trouble {
  RESTART("is stopped in order and started again") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) {
      server.stop();
      last(length);
      server.start();
    }
  },
  KILL("is killed (-9) and started again") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) {
      server.kill();
      last(length);
      server.start();
    }
  },
  PAUSE("is stopped where it is (SIGSTOP), and goes on") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) {
      server.freeze();
      last(length);
      server.thaw();
    }
  },
  CUT("ends all connections of Bora's account, again and again") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) throws SQLException {
      try (Connection root = server.connect()) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
          turmoil.context().figures().count("connections-cut", cutAll(root));
          last(BETWEEN_CUTS);
        }
      }
    }
  },
  READ_ONLY("takes no changes (read_only)") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) throws SQLException {
      try (Connection root = server.connect()) {
        run(root, "SET GLOBAL read_only = 1");
        last(length);
        run(root, "SET GLOBAL read_only = 0");
      }
    }
  },
  CROWD("has all its connections taken by others") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) throws SQLException {
      List<Connection> others = new ArrayList<>();
      try (Connection root = server.connect()) {
        run(root, "SET GLOBAL max_connections = " + FEW);
        cutAll(root);
        take(server, others);
        last(length);
        run(root, "SET GLOBAL max_connections = 200");
      } finally {
        for (Connection other : others) {
          other.close();
        }
      }
    }

    private void take(DatabaseServer server, List<Connection> others) {
      try {
        while (others.size() < FEW) {
          others.add(server.connect(OTHER, ""));
        }
      } catch (SQLException full) {
        // the rest is Bora's, and that of root
      }
    }
  },
  FULL("has a full disk") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length)
        throws SQLException, IOException {
      Path filler = server.mount().directory().resolve("filler");
      try (Connection root = server.connect()) {
        run(root, "CREATE TABLE filler (id INT AUTO_INCREMENT PRIMARY KEY, it VARCHAR(3000))");
        fill(filler);
        fillTables(root);
        last(length);
        Files.delete(filler);
        run(root, "DROP TABLE filler");
      }
    }

    private void fill(Path filler) throws IOException {
      byte[] piece = new byte[1 << 16];
      try (var out = Files.newOutputStream(filler)) {
        while (true) {
          out.write(piece);
        }
      } catch (IOException full) {
        if (!String.valueOf(full.getMessage()).contains("No space")) {
          throw full;
        }
      }
    }

    // Whatever room the tables' own file has. In small rows: MariaDB 11.4.5 aborts when it rolls a
    // large object back for want of room.
    private void fillTables(Connection root) {
      for (int bytes = 3_000; bytes >= 3; bytes /= 10) {
        try {
          while (true) {
            run(root, "INSERT INTO filler (it) VALUES (REPEAT('x', " + bytes + "))");
          }
        } catch (SQLException full) {
          // smaller ones may still fit
        }
      }
    }
  },
  STALLS("has a disk that takes a while for each commit (fsfreeze), again and again") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) {
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        server.mount().freeze();
        last(STALL);
        server.mount().thaw();
        last(BETWEEN_STALLS);
      }
    }
  },
  LOCKS("has its rows locked by somebody else") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) throws SQLException {
      try (Connection root = server.connect();
          Statement statement = root.createStatement()) {
        root.setAutoCommit(false);
        for (String table : List.of("ready", "claimed", "path_lock", "request_file", "request")) {
          statement.executeQuery("SELECT * FROM " + table + " FOR UPDATE").close();
        }
        last(length);
        root.rollback();
      }
    }
  },
  DEADLOCKS(
      "ends transactions as deadlocks, again and again: somebody else locks in another order") {
    @Override
    void happen(DatabaseServer server, Turmoil turmoil, Duration length) throws SQLException {
      Deadlocks deadlocks = new Deadlocks(server);
      long met = deadlocks.provoke(length);
      turmoil.context().figures().count("deadlocks", met);
      if (met == 0) {
        turmoil.context().findings().add(Problem.BROKEN, "no deadlock came about");
      }
    }
  };

  /** An account that is nobody's. */
  private static final String OTHER = "other";

  private static final int FEW = 10;
  private static final Duration BETWEEN_CUTS = Duration.ofMillis(300);
  private static final Duration STALL = Duration.ofMillis(700);
  private static final Duration BETWEEN_STALLS = Duration.ofMillis(50);

  private final String sentence;

  Trouble(String sentence) {
    this.sentence = sentence;
  }

  /** What it is, after "the database". */
  String sentence() {
    return sentence;
  }

  /** Makes it, keeps it up, mends it. */
  abstract void happen(DatabaseServer server, Turmoil turmoil, Duration length)
      throws SQLException, IOException;

  // how long trouble lasts is for the clock to say, not for any condition
  private static void last(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int cutAll(Connection root) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (Statement statement = root.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE user = '"
                    + DatabaseServer.USER
                    + "'")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    int cut = 0;
    for (long id : ids) {
      try {
        run(root, "KILL CONNECTION " + id);
        cut++;
      } catch (SQLException gone) {
        // it has ended by itself
      }
    }
    return cut;
  }
}
