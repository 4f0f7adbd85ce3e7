// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.deployment.ClusterShape.Storage;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.Director;
import dev.bora.it.harness.FailingMount;
import dev.bora.it.harness.GridFtpServer;
import dev.bora.it.harness.LoopMount;
import dev.bora.it.harness.Opened;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.SteppingClock;
import dev.bora.it.harness.TcpRelay;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Frontends, backends behind a director, and a data door, each a process of its own, on one
 * database. There is a second storage area for othervo. Clients reach the door through a relay.
 */
public final class Cluster implements Installation, AutoCloseable {

  private final Opened open;
  private final List<ClusterNode> frontends;
  private final List<ClusterNode> backends;
  private final ClusterNode door;
  private final ClusterShape shape;
  private final Workplace workplace;
  private final Trusting users;
  private final Optional<LoopMount> mount;
  private final Optional<FailingMount> failing;
  private final Director director;
  private final Director frontDirector;
  private final TcpRelay doorRelay;
  private final ClusterDatabase server;
  private final Path siteFile;
  private final Optional<SteppingClock> databaseClock;

  /**
   * Starts all of it.
   *
   * @param name of its folder and its logs
   */
  public static Cluster start(String name, ClusterShape shape) throws Exception {
    return start(name, shape, false);
  }

  /** The same, with a GridFTP server. */
  static Cluster withGridFtp(String name, ClusterShape shape) throws Exception {
    return start(name, shape, true);
  }

  private static Cluster start(String name, ClusterShape shape, boolean gridFtp) throws Exception {
    Opened open = new Opened();
    try {
      return new Cluster(open, name, shape, gridFtp);
    } catch (Exception | AssertionError e) {
      open.closeAfter(e);
      throw e;
    }
  }

  private Cluster(Opened open, String name, ClusterShape shape, boolean gridFtp) throws Exception {
    this.open = open;
    this.shape = shape;
    workplace = open.add(Workplace.make(name));
    TestGrid grid = TestGrid.get();
    users = open.add(new Trusting(grid, grid.certificates(), workplace.logs().resolve("homes")));
    databaseClock = clock("database");
    server = open.add(database(name));
    @Nullable Integer transfers =
        gridFtp ? open.add(GridFtpServer.start(grid, workplace.logs())).port() : null;

    Path storage = workplace.folder().resolve("storage");
    mount =
        shape.storage() == Storage.FREEZING
            ? Optional.of(open.add(LoopMount.at(storage)))
            : Optional.empty();
    failing =
        shape.storage() == Storage.FAILING
            ? Optional.of(
                open.add(FailingMount.at(storage, workplace.logs().resolve("storage.log"))))
            : Optional.empty();
    ClusterSite site = ClusterSite.plan(shape, transfers, server.port());
    director = open.add(Director.listening(site.backendAddress(), health(site.backends())));
    frontDirector = open.add(Director.listening(site.frontendAddress(), health(site.frontends())));
    doorRelay = open.add(TcpRelay.listening(site.doorRelay(), site.door().port()));
    Path file = site.write(workplace.folder(), grid);
    siteFile = file;
    BoraCommand.of("db", "up", "--site", file.toString()).run().succeeded();
    backends = nodes(site.backends(), file);
    frontends = nodes(site.frontends(), file);
    door = node("door-1", site.door(), file);
    nodes().forEach(open::add);
    InstalledNode.startAll(nodes());
  }

  private ClusterDatabase database(String name) throws IOException, SQLException {
    Optional<GivenServer> given = GivenServer.named();
    return given.isPresent()
        ? given.get().prepared(ClusterSite.SECRET)
        : DatabaseServer.start(name, ClusterSite.SECRET, databaseClock, shape.databaseMount());
  }

  private Optional<SteppingClock> clock(String name) throws IOException {
    return shape.ownClocks()
        ? Optional.of(SteppingClock.in(workplace.folder(), name))
        : Optional.empty();
  }

  private static Map<Integer, Integer> health(Map<String, ClusterSite.NodePorts> nodes) {
    Map<Integer, Integer> health = new HashMap<>();
    nodes.values().forEach(ports -> health.put(ports.port(), ports.health()));
    return health;
  }

  private List<ClusterNode> nodes(Map<String, ClusterSite.NodePorts> ports, Path site)
      throws IOException {
    List<ClusterNode> nodes = new ArrayList<>();
    for (Map.Entry<String, ClusterSite.NodePorts> one : ports.entrySet()) {
      nodes.add(node(one.getKey(), one.getValue(), site));
    }
    return List.copyOf(nodes);
  }

  private ClusterNode node(String name, ClusterSite.NodePorts ports, Path site) throws IOException {
    return new ClusterNode(
        name, ports, site, workplace.logs().resolve(name + ".log"), shape, clock(name));
  }

  /** What it is like. */
  public ClusterShape shape() {
    return shape;
  }

  /** The frontends. */
  public List<ClusterNode> frontends() {
    return frontends;
  }

  /** The backends. */
  public List<ClusterNode> backends() {
    return backends;
  }

  /** The data door. */
  public ClusterNode door() {
    return door;
  }

  @Override
  public List<ClusterNode> nodes() {
    return Stream.of(backends, List.of(door), frontends).flatMap(List::stream).toList();
  }

  /** What lies between frontends and backends. */
  public Director director() {
    return director;
  }

  /** What lies between clients and frontends, for those that use it. */
  public Director directorOfFrontends() {
    return frontDirector;
  }

  @Override
  public List<Entrance> frontendEntrances() {
    return frontends.stream().map(node -> Entrance.local(node.name(), node.port())).toList();
  }

  /** The way in through the director of the frontends. */
  public Entrance publicEntrance() {
    return Entrance.local("director", frontDirector.relay().port());
  }

  /** What lies between clients and the door; a test that slows it down restores its speed. */
  public TcpRelay doorRelay() {
    return doorRelay;
  }

  /** The database's clock, in a cluster where each has one of its own. */
  public SteppingClock databaseClock() {
    return databaseClock.orElseThrow();
  }

  @Override
  public Path root() {
    return workplace.folder().resolve("storage/testvo");
  }

  /** The root of /othervo on disk. */
  public Path otherRoot() {
    return workplace.folder().resolve("storage/othervo");
  }

  /** What the storage areas are on, in a cluster where that can be frozen. */
  public LoopMount mount() {
    return mount.orElseThrow();
  }

  /** What the storage areas are on, in a cluster where that fails as it is told. */
  public FailingMount failing() {
    return failing.orElseThrow();
  }

  /** The site file of its nodes. */
  public Path siteFile() {
    return siteFile;
  }

  /** What its nodes wrote: a folder that stays. */
  public Path logs() {
    return workplace.logs();
  }

  /** Single SRM calls by someone with a proxy of the test grid, at this frontend. */
  public SrmClient srm(String proxy, Transport transport, ClusterNode frontend) throws Exception {
    return users.srm(proxy, transport, frontend.port());
  }

  @Override
  public SrmClient srm(String proxy, Transport transport, Entrance entrance) throws Exception {
    return users.srm(proxy, transport, entrance);
  }

  @Override
  public Client client(String proxy) throws IOException {
    return users.client(proxy);
  }

  @Override
  public DataClient data(String proxy) throws Exception {
    return users.data(proxy);
  }

  @Override
  public Connection database() throws SQLException {
    return server.connect();
  }

  /** The server of that database, to be stopped and started. */
  public DatabaseServer databaseServer() {
    return switch (server) {
      case DatabaseServer own -> own;
      case GivenServer given -> throw new AssertionError("not to be stopped: " + given);
    };
  }

  Trusting users() {
    return users;
  }

  @Override
  public void close() {
    AssertionError problem = new AssertionError("the cluster did not stop as it should");
    for (ClusterNode node : nodes()) {
      if (!node.isRunning()) {
        problem.addSuppressed(new AssertionError("a node was gone: " + node.process().output()));
      }
    }
    open.requireNone(problem);
  }
}
