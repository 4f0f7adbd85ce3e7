// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import static java.util.Objects.requireNonNull;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.GridFtpServer;
import dev.bora.it.harness.Ports;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import dev.bora.site.Database;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code bora standalone}, as a newcomer runs it; but it is then told to trust the test grid as
 * well, who is its administrator, which accounts users have, and that a GridFTP server is beside
 * it, and started again.
 */
public final class StandaloneDeployment implements Deployment {

  private final Workplace workplace;
  private final Path folder;
  private final int port;
  private final Map<String, String> exported;
  private final Site site;
  private final GridFtpServer gridFtp;
  private final Daemon bora;
  private final Trusting users;

  /** Starts it twice. */
  public static StandaloneDeployment start() throws Exception {
    Workplace workplace = Workplace.make("standalone");
    try {
      return new StandaloneDeployment(workplace);
    } catch (Exception | AssertionError e) {
      workplace.close();
      throw e;
    }
  }

  private StandaloneDeployment(Workplace workplace) throws Exception {
    this.workplace = workplace;
    folder = workplace.folder().resolve("bora");
    port = Ports.freePair();
    try (Daemon first = run()) {
      exported = exports(folder.resolve("env.sh"));
      requireNonNull(exported.get("X509_USER_PROXY"), first::output);
    }
    TestGrid grid = TestGrid.get();
    Path certificates = Path.of(requireNonNull(exported.get("X509_CERT_DIR")));
    copy(grid.certificates(), certificates);
    copy(grid.vomsDirectory(), Path.of(requireNonNull(exported.get("X509_VOMS_DIR"))));
    gridFtp = GridFtpServer.start(grid, workplace.logs());
    try {
      site = SiteFile.load(extended(folder.resolve("etc/site.yaml"), grid));
      bora = run();
    } catch (Exception | AssertionError e) {
      gridFtp.close();
      throw e;
    }
    users = new Trusting(grid, certificates, workplace.logs().resolve("homes"));
  }

  private Daemon run() {
    return BoraCommand.start(
        workplace.logs().resolve("standalone.log"),
        "standalone",
        "--dir",
        folder.toString(),
        "--port",
        String.valueOf(port));
  }

  private Path extended(Path siteFile, TestGrid grid) throws IOException {
    String security =
        """
        security:
          administrators: ["%s"]
          gridmap: %s
        """
            .formatted(TestGrid.OLGA, grid.gridmap());
    String transfer =
        """
        transfer:
          protocols:
            gsiftp: {endpoints: [localhost:%d]}
            https: {}
            davs: {}
            file: {}
        """
            .formatted(gridFtp.port());
    String text = Files.readString(siteFile).replace("security:\n", security);
    return Files.writeString(siteFile, text + "\n" + transfer);
  }

  private static Map<String, String> exports(Path script) {
    return Command.of("sh", "-c", ". \"$0\" && env", script.toString())
        .run()
        .succeeded()
        .lines()
        .stream()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
  }

  private static void copy(Path from, Path to) {
    Command.of("cp", "-r", from + "/.", to.toString()).run().succeeded();
  }

  /** What {@code env.sh} sets. */
  public Map<String, String> exported() {
    return exported;
  }

  @Override
  public List<Integer> ports() {
    return List.of(port);
  }

  @Override
  public int nextPort() {
    return port;
  }

  @Override
  public Path root() {
    return folder.resolve("storage/testvo");
  }

  @Override
  public Client client(String proxy) throws Exception {
    return users.client(proxy);
  }

  @Override
  public Client plainMember() throws Exception {
    return users.client(Path.of(requireNonNull(exported.get("X509_USER_PROXY"))));
  }

  @Override
  public SrmClient srm(String proxy, Transport transport) throws Exception {
    return users.srm(proxy, transport, port);
  }

  @Override
  public DataClient data(String proxy) throws Exception {
    return users.data(proxy);
  }

  @Override
  public Optional<Connection> database() throws SQLException {
    Database database = site.database();
    try {
      return Optional.of(
          DriverManager.getConnection(
              database.jdbcUrl(),
              database.user(),
              SecretFile.read(database.passwordFile()).reveal()));
    } catch (SiteException e) {
      throw new AssertionError("the password of the database cannot be read", e);
    }
  }

  @Override
  public void close() {
    try (workplace;
        users;
        gridFtp) {
      bora.close();
    }
  }
}
