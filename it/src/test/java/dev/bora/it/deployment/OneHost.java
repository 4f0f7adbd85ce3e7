// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Opened;
import dev.bora.it.harness.Ports;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The example for one host as it is shipped, with other ports and paths: a frontend that calls the
 * only backend itself, and a door.
 */
public final class OneHost implements AutoCloseable {
  private static final String EXAMPLE = "docs/examples/one-host.yaml";
  private static final String SECRET = "a-secret-of-one-host";

  private final Opened open;
  private final Trusting users;
  private final Entrance entrance;

  /** Starts it. */
  public static OneHost start() throws Exception {
    Opened open = new Opened();
    try {
      return new OneHost(open);
    } catch (Exception | AssertionError e) {
      open.closeAfter(e);
      throw e;
    }
  }

  private OneHost(Opened open) throws Exception {
    this.open = open;
    Workplace workplace = open.add(Workplace.make("one-host"));
    TestGrid grid = TestGrid.get();
    users = open.add(new Trusting(grid, grid.certificates(), workplace.logs().resolve("homes")));
    DatabaseServer database =
        open.add(DatabaseServer.start("one-host", SECRET, Optional.empty(), false));
    entrance = Entrance.local("frontend-1", Ports.lasting());
    Path site = site(workplace.folder(), grid, database.port());
    BoraCommand.of("db", "up", "--site", site.toString()).run().succeeded();
    for (String node : List.of("backend-1", "door-1", "frontend-1")) {
      Path log = workplace.logs().resolve(node + ".log");
      open.add(BoraCommand.start(log, "node", "--site", site.toString(), "--node", node));
    }
  }

  private Path site(Path folder, TestGrid grid, int database) throws IOException {
    Path secret = folder.resolve("secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, SECRET + "\n");
    Path root = Files.createDirectories(folder.resolve("storage/testvo"));
    String text =
        Files.readString(Checkout.file(EXAMPLE))
            .replace("storage.example.org", "localhost")
            .replace("srm:\n", "srm:\n  port: %d\n".formatted(entrance.port()))
            .replace(
                "frontend-1:\n",
                "frontend-1:\n      srm-port: %d\n      health-port: %d\n"
                    .formatted(entrance.port(), Ports.lasting()))
            .replace(
                ": 9997",
                ": %d\n      xml-rpc-port: %d".formatted(Ports.lasting(), Ports.lasting()))
            .replace(
                ": 9996", ": %d\n      https-port: %d".formatted(Ports.lasting(), Ports.lasting()))
            .replace("/etc/bora/rpc-secret", secret.toString())
            .replace("/etc/bora/database-password", secret.toString())
            .replace("localhost:3306", "127.0.0.1:" + database)
            .replace("/storage/testvo", root.toString());
    return Files.writeString(
        folder.resolve("site.yaml"), text + "\n" + grid.security(grid.hostKey()));
  }

  /** A SURL in its area. */
  public String surl(String path) {
    return entrance.surl(path);
  }

  /** Someone with a proxy of the test grid at a machine with gfal2. */
  public Client client(String proxy) throws IOException {
    return users.client(proxy);
  }

  @Override
  public void close() {
    open.close("one host");
  }
}
