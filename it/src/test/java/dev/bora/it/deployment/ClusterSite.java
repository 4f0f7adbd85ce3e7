// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Ports;
import dev.bora.it.harness.TestGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a cluster on loopback, and its site file.
 *
 * @param shape what it is like
 * @param frontends name to ports
 * @param backends name to ports
 * @param door its ports
 * @param frontendAddress where the director of the frontends listens: what clients know
 * @param backendAddress where the director of the backends listens
 * @param doorRelay the door's public port
 * @param gridFtp port of a GridFTP server; null if there is none
 * @param database port of the database
 */
record ClusterSite(
    ClusterShape shape,
    SequencedMap<String, NodePorts> frontends,
    SequencedMap<String, NodePorts> backends,
    NodePorts door,
    int frontendAddress,
    int backendAddress,
    int doorRelay,
    @Nullable Integer gridFtp,
    int database) {

  /** Between the nodes, and the password of the database. */
  static final String SECRET = "a-secret-of-these-tests";

  /** The port that a node serves at, and that of its health. */
  record NodePorts(int port, int health) {}

  static ClusterSite plan(ClusterShape shape, @Nullable Integer gridFtp, int database)
      throws IOException {
    Set<Integer> taken = new TreeSet<>();
    return new ClusterSite(
        shape,
        ports("frontend-", shape.frontends(), taken),
        ports("backend-", shape.backends(), taken),
        new NodePorts(port(taken), port(taken)),
        port(taken),
        port(taken),
        port(taken),
        gridFtp,
        database);
  }

  private static SequencedMap<String, NodePorts> ports(String prefix, int count, Set<Integer> taken)
      throws IOException {
    SequencedMap<String, NodePorts> ports = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      ports.put(prefix + number, new NodePorts(port(taken), port(taken)));
    }
    return ports;
  }

  private static int port(Set<Integer> taken) throws IOException {
    int port = Ports.lasting();
    while (!taken.add(port)) {
      port = Ports.lasting();
    }
    return port;
  }

  /** Writes the file, what it names, and the roots of the storage areas. */
  Path write(Path folder, TestGrid grid) throws IOException {
    for (String area : List.of("testvo", "othervo")) {
      Files.createDirectories(folder.resolve("storage").resolve(area));
    }
    Path secretFile = folder.resolve("secret");
    Files.createFile(
        secretFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secretFile, SECRET + "\n");
    Path gridmap =
        Files.writeString(
            folder.resolve("gridmap"),
            """
            "%s" boraalice vo=testvo
            "%s" borabob vo=othervo
            """
                .formatted(TestGrid.ALICE, TestGrid.BOB));
    return Files.writeString(
        folder.resolve("site.yaml"),
        nodes()
            + services(secretFile)
            + security(grid, gridmap)
            + data(folder)
            + times()
            + shape.more());
  }

  private String nodes() {
    return """
    name: outside-tests

    srm:
      host: localhost
      port: %d

    nodes:
      frontends:
    %s
      backends:
    %s
      doors:
        door-1: {address: localhost, https-port: %d, public-port: %d, health-port: %d}

    """
        .formatted(
            frontendAddress,
            lines(frontends, "srm-port"),
            lines(backends, "xml-rpc-port"),
            door.port(),
            doorRelay,
            door.health());
  }

  private static String lines(SequencedMap<String, NodePorts> nodes, String port) {
    List<String> lines = new ArrayList<>();
    nodes.forEach((name, ports) ->
        lines.add(
            "    %s: {address: localhost, %s: %d, health-port: %d}"
                .formatted(name, port, ports.port(), ports.health())));
    return String.join("\n", lines);
  }

  private String services(Path secret) {
    return """
    rpc:
      backend-address: localhost:%d
      secret-file: %s
      call-timeout: %s

    database:
      hosts: [127.0.0.1:%d]
      password-file: %s
      idle-transaction: %s

    """
        .formatted(
            backendAddress,
            secret,
            text(shape.callTimeout()),
            database,
            secret,
            text(shape.idleTransaction()));
  }

  private static String security(TestGrid grid, Path gridmap) {
    return grid.security(grid.hostKey())
        + """
          gridmap: %s
          administrators: ["%s"]

        """
            .formatted(gridmap, TestGrid.OLGA);
  }

  private String data(Path folder) {
    String gsiftp = gridFtp == null ? "" : "    gsiftp: {endpoints: [localhost:" + gridFtp + "]}\n";
    return """
    transfer:
      protocols:
    %s    https: {}
        davs: {}
        file: {}
      probe-interval: 2s

    storage-areas:
      testvo:
        root: %s/storage/testvo
        access-points: [/testvo, /testvo-too]
        vos: [testvo]
      othervo:
        root: %s/storage/othervo
        vos: [othervo]

    """
        .formatted(gsiftp, folder, folder);
  }

  private String times() {
    return """
    heartbeat: {beat: %s, self-stop: %s, stale: %s}

    queue: {%s}

    draining: {notice: %s}

    limits:
      idle-timeout: %s
    """
        .formatted(
            text(shape.beat()),
            text(shape.selfStop()),
            text(shape.stale()),
            shape.queue(),
            text(shape.notice()),
            text(shape.idleTimeout()));
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
