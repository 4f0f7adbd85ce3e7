// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.deployment.InstalledNode;
import dev.bora.it.deployment.Trusting;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.HeldConnection;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Two directors, two frontends, three backends, a data door, a database and a user's machine: a
 * container each. Clients of this host come in through the virtual address.
 */
public final class Lab implements Installation, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Of the user bora in the image. */
  private static final String BORA = "8444";

  private final Deque<AutoCloseable> open;
  private final LabShape shape;
  private final LabSite site;
  private final TestGrid grid = TestGrid.get();
  private final Workplace workplace;
  private final Trusting users;
  private final LabNetwork network;
  private final Path siteFile;
  private final LabPlans plans;
  private final Directors directors;
  private final List<LabNode> frontends;
  private final List<LabNode> backends;
  private final LabNode door;
  private final Machine database;
  private final Machine client;

  private Lab(LabShape shape, Deque<AutoCloseable> open) throws IOException {
    this.shape = shape;
    this.open = open;
    site = LabSite.of(shape);
    workplace = opened(Workplace.make("lab"));
    users = opened(new Trusting(grid, grid.certificates(), workplace.logs().resolve("homes")));
    network = opened(LabNetwork.make());
    siteFile = site.write(workplace.folder(), grid);
    Path rendered = workplace.folder().resolve("lvs");
    lvs("check", "--certificate", grid.hostCertificate().toString());
    lvs("render", "--to", rendered.toString());
    for (String owned : List.of("secret", "hostkey.pem", "storage")) {
      command("chown", "-R", BORA + ":" + BORA, workplace.folder().resolve(owned).toString());
    }
    // The tests make folders there, in which Bora works.
    command(
        "setfacl", "-m", "user:" + BORA + ":rwx,default:user:" + BORA + ":rwx", root().toString());
    plans = new LabPlans(siteFile, rendered, grid.folder(), workplace.logs());
    directors =
        new Directors(
            site.directors().entrySet().stream()
                .map(one -> machine(one.getKey(), plans.director(one.getKey(), one.getValue())))
                .toList(),
            site.realServers());
    frontends = nodes(site.frontends());
    backends = nodes(site.backends());
    door = new LabNode(machine("door-1", plans.node("door-1", LabSite.DOOR)));
    database = machine("database", plans.database());
    client = machine("client", plans.client());
  }

  /** Starts all of it; clients are served when this returns. */
  public static Lab start(LabShape shape) throws IOException {
    command(Duration.ofMinutes(20), Checkout.file("it/lab/prepare").toString());
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      Lab lab = new Lab(shape, open);
      lab.startAll();
      return lab;
    } catch (IOException | RuntimeException | AssertionError e) {
      closeAll(open, e);
      throw e;
    }
  }

  /** Starts the database; it serves when this returns. */
  public void startDatabase() {
    database.start();
    await("a database", this::databaseServes);
  }

  private void startAll() {
    startDatabase();
    BoraCommand.of("db", "up", "--site", siteFile.toString()).run().succeeded();
    client.start();
    directors.all().forEach(Machine::start);
    InstalledNode.startAll(nodes());
    directors.awaitBoth();
    awaitService();
  }

  private static void command(String... words) {
    command(Duration.ofMinutes(2), words);
  }

  private static void command(Duration limit, String... words) {
    Command.of(words).within(limit).run().succeeded();
  }

  private void lvs(String command, String... words) {
    BoraCommand.brief("lvs", command, "--site", siteFile.toString()).and(words).run().succeeded();
  }

  private List<LabNode> nodes(Map<String, String> named) {
    return named.entrySet().stream()
        .map(one -> new LabNode(machine(one.getKey(), plans.node(one.getKey(), one.getValue()))))
        .toList();
  }

  private Machine machine(String name, MachinePlan plan) {
    return opened(Machine.of(name, plan, network, workplace.logs().resolve(name + ".log")));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private boolean databaseServes() {
    try (Connection connection = database()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Waits until the virtual address serves. */
  private void awaitService() {
    await(
        "service",
        () -> {
          try (SrmClient srm = srm("alice-voms", Transport.HTTPS, publicEntrance())) {
            return srm.call(new SrmPingRequest(null), SrmPingResponse.class) != null;
          } catch (Exception | AssertionError notYet) {
            return false;
          }
        });
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
    return shape;
  }

  /** The way in for clients. */
  public Entrance publicEntrance() {
    return new Entrance("vip", LabSite.HOST, LabSite.SRM_PORT);
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

  /** The frontends. */
  public List<LabNode> frontends() {
    return frontends;
  }

  /** The backends. */
  public List<LabNode> backends() {
    return backends;
  }

  /** The site file of its nodes. */
  public Path siteFile() {
    return siteFile;
  }

  @Override
  public Path root() {
    return workplace.folder().resolve("storage/testvo");
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
      return data.hold(LabSite.HOST, LabSite.SRM_PORT);
    }
  }

  /** A folder that the user's machine sees at the same path. */
  public Path shared() {
    return workplace.logs();
  }

  @Override
  public Client client(String proxy) throws IOException {
    return users.client(proxy).at("bora-lab-client");
  }

  @Override
  public Connection database() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://%s:3306/bora?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=2000"
            .formatted(LabSite.DATABASE),
        "root",
        "");
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
  public void close() {
    AssertionError problem = new AssertionError("the lab did not end as it should");
    closeAll(open, problem);
    if (problem.getSuppressed().length > 0) {
      throw problem;
    }
  }
}
