// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Ports;
import dev.bora.it.harness.TestGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The ports of a cluster on loopback, and its site file. */
record ClusterSite(
    List<Integer> frontends,
    List<Integer> backends,
    int backendAddress,
    int door,
    int doorRelay,
    int gridFtp,
    int database,
    List<Integer> health) {

  static ClusterSite plan(int gridFtp, int database) throws IOException {
    return new ClusterSite(
        List.of(Ports.free(), Ports.free()),
        List.of(Ports.free(), Ports.free()),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        gridFtp,
        database,
        List.of(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free()));
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
    // the embedded server asks for no password, and takes any
    Files.writeString(secretFile, "a-secret-of-these-tests\n");
    Path gridmap =
        Files.writeString(
            folder.resolve("gridmap"),
            """
            "%s" boraalice vo=testvo
            "%s" borabob vo=othervo
            """
                .formatted(TestGrid.ALICE, TestGrid.BOB));
    return Files.writeString(
        folder.resolve("site.yaml"), nodes() + services(folder, grid, secretFile, gridmap));
  }

  private String nodes() {
    return """
    name: outside-tests

    srm:
      host: localhost
      port: %d

    nodes:
      frontends:
        frontend-1: {address: localhost, srm-port: %d, health-port: %d}
        frontend-2: {address: localhost, srm-port: %d, health-port: %d}
      backends:
        backend-1: {address: localhost, xml-rpc-port: %d, health-port: %d}
        backend-2: {address: localhost, xml-rpc-port: %d, health-port: %d}
      doors:
        door-1: {address: localhost, https-port: %d, public-port: %d, health-port: %d}

    """
        .formatted(
            frontends.getFirst(),
            frontends.get(0),
            health.get(0),
            frontends.get(1),
            health.get(1),
            backends.get(0),
            health.get(2),
            backends.get(1),
            health.get(3),
            door,
            doorRelay,
            health.get(4));
  }

  private String services(Path folder, TestGrid grid, Path secret, Path gridmap) {
    return """
    rpc:
      backend-address: localhost:%1$d
      secret-file: %2$s

    database:
      hosts: [127.0.0.1:%3$d]
      password-file: %2$s

    security:
      host-certificate: %4$s
      host-key: %5$s
      certificate-directory: %6$s
      voms-directory: %7$s
      gridmap: %8$s
      administrators: ["%12$s"]

    transfer:
      protocols:
        gsiftp: {endpoints: [localhost:%10$d]}
        https: {}
        davs: {}
        file: {}
      probe-interval: 2s

    storage-areas:
      testvo:
        root: %9$s/storage/testvo
        vos: [testvo]
      othervo:
        root: %9$s/storage/othervo
        vos: [othervo]

    limits:
      idle-timeout: %11$ds
    """
        .formatted(
            backendAddress,
            secret,
            database,
            grid.hostCertificate(),
            grid.hostKey(),
            grid.certificates(),
            grid.vomsDirectory(),
            gridmap,
            folder,
            gridFtp,
            ClusterDeployment.IDLE_TIMEOUT.toSeconds(),
            TestGrid.OLGA);
  }
}
