// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.deployment.InstalledNode;
import dev.bora.it.deployment.Trusting;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.HeldConnection;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.lab.LabShape.Layout;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Two directors, or none, two frontends, three backends, a data door, a database and a user's
 * machine: a container each. Clients of this host come in through the virtual address, or by a name
 * of all frontends.
 */
public final class Lab implements Installation, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Of a new connection with a call. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  /** So many of them. */
  private static final int CALM = 20;

  private final LabGround ground;
  private final LabSite site;
  private final Trusting users;
  private final Directors directors;
  private final List<LabNode> frontends;
  private final List<LabNode> backends;
  private final LabNode door;
  private final Machine database;
  private final Machine client;

  private Lab(LabGround ground) throws IOException {
    this.ground = ground;
    site = ground.site();
    TestGrid grid = ground.grid();
    users = ground.opened(new Trusting(grid, grid.certificates(), shared().resolve("homes")));
    ground.share(root());
    directors = ground.directors();
    frontends = nodes(site.frontends());
    backends = nodes(site.backends());
    door = node("door-1", site.at().door());
    database = ground.machine("database", ground.plans().database());
    client = ground.machine("client", ground.plans().client());
  }

  /** Starts all of it; clients are served when this returns. */
  public static Lab start(LabShape shape) throws IOException {
    return LabGround.prepare(
        shape,
        ground -> {
          Lab lab = new Lab(ground);
          lab.startAll();
          return lab;
        });
  }

  /** Starts the database; it serves when this returns. */
  public void startDatabase() {
    database.start();
    await("a database", this::databaseServes);
  }

  private void startAll() {
    startDatabase();
    BoraCommand.of("db", "up", "--site", siteFile().toString()).run().succeeded();
    client.start();
    directors.all().forEach(Machine::start);
    // They may be the way to the database.
    directors.awaitBoth();
    InstalledNode.startAll(nodes());
    directors.awaitBoth();
    awaitService();
  }

  private List<LabNode> nodes(Map<String, String> named) {
    return named.entrySet().stream().map(one -> node(one.getKey(), one.getValue())).toList();
  }

  private LabNode node(String name, String address) {
    return new LabNode(ground.machine(name, ground.plans().node(name, address)), site.at());
  }

  private boolean databaseServes() {
    try (Connection connection = database()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /**
   * Waits until the virtual address serves, several times in a row at once: nodes and kernels that
   * have all just started leave nobody the processors for that.
   */
  private void awaitService() {
    AtomicInteger inARow = new AtomicInteger();
    await(
        "service",
        () -> {
          long begin = System.nanoTime();
          boolean atOnce = pings() && System.nanoTime() - begin < AT_ONCE.toNanos();
          return inARow.updateAndGet(before -> atOnce ? before + 1 : 0) == CALM;
        });
  }

  private boolean pings() {
    try (SrmClient srm = srm("alice-voms", Transport.HTTPS, publicEntrance())) {
      return srm.call(new SrmPingRequest(null), SrmPingResponse.class) != null;
    } catch (Exception | AssertionError notYet) {
      return false;
    }
  }

  /** A condition of the lab. */
  interface Condition {
    boolean holds();
  }

  static void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " within " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** What it is like. */
  public LabShape shape() {
    return site.shape();
  }

  /** Where clients come from: this host, and the user's machine. */
  public Set<String> clientAddresses() {
    String client = site.at().client();
    return Set.of(
        Addresses.HOST, shape().layout() == Layout.DUAL_STACK ? Addresses.six(client) : client);
  }

  /** The way in for clients. */
  public Entrance publicEntrance() {
    return new Entrance("vip", site.host(), LabSite.SRM_PORT);
  }

  @Override
  public List<Entrance> frontendEntrances() {
    return List.of(publicEntrance());
  }

  @Override
  public List<LabNode> nodes() {
    return Stream.of(backends, List.of(door), frontends).flatMap(List::stream).toList();
  }

  /** What the database runs on. */
  public Machine databaseMachine() {
    return database;
  }

  /** The directors. */
  public Directors directors() {
    return directors;
  }

  /** Whether the user's machine reaches a frontend by way of this director, whoever is active. */
  public boolean serves(Machine director) {
    String vip = site.at().frontendVip();
    client.findAt(vip, director);
    try {
      String open = "exec 3<>/dev/tcp/%s/%d".formatted(vip, LabSite.SRM_PORT);
      return client.here("timeout", "5", "bash", "-c", open).exit() == 0;
    } finally {
      client.findWayTo(vip);
    }
  }

  /** The frontends. */
  public List<LabNode> frontends() {
    return frontends;
  }

  /** The backends. */
  public List<LabNode> backends() {
    return backends;
  }

  /** The data door. */
  public LabNode door() {
    return door;
  }

  /** The site file of its nodes. */
  public Path siteFile() {
    return ground.siteFile();
  }

  /** Renders what the site file says now, and lets the directors read it: the active one last. */
  public void renderAndReload() {
    ground.render();
    directors.reload();
  }

  @Override
  public Path root() {
    return ground.workplace().folder().resolve("storage/testvo");
  }

  @Override
  public SrmClient srm(String proxy, Transport transport, Entrance entrance) throws Exception {
    return users.srm(proxy, transport, entrance);
  }

  @Override
  public DataClient data(String proxy) throws Exception {
    return users.data(proxy);
  }

  /** A connection through the virtual address, of someone with a proxy of the test grid. */
  public HeldConnection hold(String proxy) throws Exception {
    try (DataClient data = users.data(proxy)) {
      return data.hold(site.host(), LabSite.SRM_PORT);
    }
  }

  /** A folder that the user's machine sees at the same path. */
  public Path shared() {
    return ground.workplace().logs();
  }

  @Override
  public Client client(String proxy) throws IOException {
    return users.client(proxy).at("bora-lab-client");
  }

  @Override
  public Connection database() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://%s:3306/bora?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=2000"
            .formatted(site.at().database()),
        "root",
        "");
  }

  @Override
  public void close() {
    ground.close();
  }
}
