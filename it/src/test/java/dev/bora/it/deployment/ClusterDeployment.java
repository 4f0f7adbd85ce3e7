// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.db.embedded.EmbeddedMariaDb;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.GridFtpServer;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TcpRelay;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two frontends, two backends behind a director, and a data door, each a process of its own, on one
 * database; and a GridFTP server. There is a second storage area for othervo. Clients reach the
 * door through a relay.
 */
public final class ClusterDeployment implements Deployment {

  /** After which frontends close idle connections. */
  public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(3);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Integer> frontends;
  private final AtomicInteger calls = new AtomicInteger();
  private final Workplace workplace;
  private final Trusting users;
  private final TcpRelay backendRelay;
  private final TcpRelay doorRelay;
  private final String database;

  /** Starts all of it. */
  public static ClusterDeployment start() throws Exception {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      return new ClusterDeployment(open);
    } catch (Exception | AssertionError e) {
      closeAll(open, e);
      throw e;
    }
  }

  private ClusterDeployment(Deque<AutoCloseable> open) throws Exception {
    workplace = opened(open, Workplace.make("cluster"));
    TestGrid grid = TestGrid.get();
    users =
        opened(open, new Trusting(grid, grid.certificates(), workplace.logs().resolve("homes")));
    EmbeddedMariaDb server =
        opened(
            open,
            EmbeddedMariaDb.start(
                Path.of(System.getProperty("bora.test.mariadb", "target/mariadb")),
                workplace.folder().resolve("database"),
                0));
    database = "jdbc:mysql://127.0.0.1:" + server.port() + "/bora";
    GridFtpServer gridFtp = opened(open, GridFtpServer.start(grid, workplace.logs()));

    ClusterSite site = ClusterSite.plan(gridFtp.port(), server.port());
    frontends = site.frontends();
    backendRelay =
        opened(
            open,
            TcpRelay.listening(site.backendAddress(), site.backends().toArray(Integer[]::new)));
    doorRelay = opened(open, TcpRelay.listening(site.doorRelay(), site.door()));
    Path file = site.write(workplace.folder(), grid);

    BoraCommand.of("db", "up", "--site", file.toString()).run().succeeded();
    for (String node : List.of("backend-1", "backend-2", "door-1", "frontend-1", "frontend-2")) {
      opened(
          open,
          BoraCommand.start(
              workplace.logs().resolve(node + ".log"),
              "node",
              "--site",
              file.toString(),
              "--node",
              node));
    }
    this.open.addAll(open); // the last opened is still the first to go
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> open, T resource) {
    open.push(resource);
    return resource;
  }

  private static void closeAll(Deque<AutoCloseable> open, Throwable problem) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | AssertionError e) {
        problem.addSuppressed(e);
      }
    }
  }

  @Override
  public List<Integer> ports() {
    return frontends;
  }

  @Override
  public int nextPort() {
    return frontends.get(calls.getAndIncrement() % frontends.size());
  }

  @Override
  public Path root() {
    return workplace.folder().resolve("storage/testvo");
  }

  /** The root of /othervo on disk. */
  public Path otherRoot() {
    return workplace.folder().resolve("storage/othervo");
  }

  /** What lies between frontends and backends; a test that takes it down lets it come back. */
  public TcpRelay backendRelay() {
    return backendRelay;
  }

  /** What lies between clients and the door; a test that slows it down restores its speed. */
  public TcpRelay doorRelay() {
    return doorRelay;
  }

  @Override
  public Client client(String proxy) throws Exception {
    return users.client(proxy);
  }

  @Override
  public Client plainMember() throws Exception {
    return users.client("alice-plain");
  }

  @Override
  public SrmClient srm(String proxy, Transport transport) throws Exception {
    return users.srm(proxy, transport, nextPort());
  }

  @Override
  public DataClient data(String proxy) throws Exception {
    return users.data(proxy);
  }

  @Override
  public boolean gridFtp() {
    return true;
  }

  @Override
  public Optional<Connection> database() throws SQLException {
    return Optional.of(DriverManager.getConnection(database, "root", ""));
  }

  @Override
  public void close() {
    List<Daemon> nodes =
        open.stream().filter(Daemon.class::isInstance).map(Daemon.class::cast).toList();
    AssertionError problem = new AssertionError("the cluster did not stop as it should");
    for (Daemon node : nodes) {
      if (!node.handle().isAlive()) {
        problem.addSuppressed(new AssertionError("a node was gone: " + node.output()));
      }
    }
    closeAll(open, problem);
    if (problem.getSuppressed().length > 0) {
      throw problem;
    }
  }
}
