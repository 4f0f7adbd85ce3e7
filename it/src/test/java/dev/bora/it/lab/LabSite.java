// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.harness.TestGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Who has which address in the lab, and its site file.
 *
 * @param directors name to address
 * @param frontends the same
 * @param backends the same
 * @param shape of the lab
 */
record LabSite(
    SequencedMap<String, String> directors,
    SequencedMap<String, String> frontends,
    SequencedMap<String, String> backends,
    LabShape shape) {

  /** The name of the service: it/lab/hosts has its address. */
  static final String HOST = "srm.bora.test";

  static final int SRM_PORT = 8444;

  static final String DOOR = LabNetwork.address(31);
  static final String DATABASE = LabNetwork.address(40);
  static final String CLIENT = LabNetwork.address(50);
  static final String FRONTEND_VIP = LabNetwork.address(100);
  static final String BACKEND_VIP = LabNetwork.address(101);

  /** Between the nodes, and the password of the database. */
  static final String SECRET = "a-secret-of-the-lab";

  private static final String TIMES =
      """
      heartbeat: {beat: 500ms, self-stop: 1500ms, stale: 2500ms}

      queue: {files-in-hand: 200}

      draining: {notice: 5s}

      limits:
        idle-timeout: 1m
      """;

  /** Two directors, two frontends, three backends. */
  static LabSite of(LabShape shape) {
    return new LabSite(
        named("director-", 2, 2), named("frontend-", 2, 11), named("backend-", 3, 21), shape);
  }

  /** Nodes behind the directors, with their ports, as keepalived writes them. */
  Map<String, String> realServers() {
    Map<String, String> servers = new HashMap<>();
    frontends.forEach((name, address) -> servers.put(name, address + "]:tcp:" + SRM_PORT));
    backends.forEach((name, address) -> servers.put(name, address + "]:tcp:8080"));
    return servers;
  }

  private static SequencedMap<String, String> named(String prefix, int count, int first) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      named.put(prefix + number, LabNetwork.address(first + number - 1));
    }
    return named;
  }

  /** Writes the file, what it names, and the roots of the storage areas. */
  Path write(Path folder, TestGrid grid) throws IOException {
    Path secret = folder.resolve("secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, SECRET + "\n");
    Path key = Files.copy(grid.hostKey(), folder.resolve("hostkey.pem"));
    Files.createDirectories(folder.resolve("storage/testvo"));
    return Files.writeString(folder.resolve("site.yaml"), text(folder, secret, key, grid));
  }

  private String text(Path folder, Path secret, Path key, TestGrid grid) {
    return nodes() + directors(secret) + security(key, grid) + data(folder) + TIMES;
  }

  private String nodes() {
    return """
    name: lab

    srm:
      host: %s
      port: %d

    nodes:
      frontends:
    %s
      backends:
    %s
      doors:
        door-1: {address: %s, public-host: door-1.bora.test, https-port: 8443}

    """
        .formatted(HOST, SRM_PORT, nodes(frontends), nodes(backends), DOOR);
  }

  private String directors(Path secret) {
    return """
    lvs:
      networks:
        lab: {subnets: [%s], interface-name: eth0, vrrp-id: 51}
      directors:
    %s
      virtual-servers:
        frontends: {addresses: [%s]}
        backends: {addresses: [%s], scheduler: %s}

    rpc:
      secret-file: %s

    database:
      hosts: [%s:3306]
      password-file: %s
      idle-transaction: 1500ms

    """
        .formatted(
            LabNetwork.SUBNET,
            priorities(),
            FRONTEND_VIP,
            BACKEND_VIP,
            shape.scheduler(),
            secret,
            DATABASE,
            secret);
  }

  private static String security(Path key, TestGrid grid) {
    return """
    security:
      host-certificate: %s
      host-key: %s
      certificate-directory: %s
      voms-directory: %s

    """
        .formatted(grid.hostCertificate(), key, grid.certificates(), grid.vomsDirectory());
  }

  private static String data(Path folder) {
    return """
    transfer:
      protocols:
        https: {}
        davs: {}
      probe-interval: 2s

    storage-areas:
      testvo:
        root: %s/storage/testvo
        access-points: [/testvo, /testvo-too]
        vos: [testvo]

    """
        .formatted(folder);
  }

  private static String nodes(SequencedMap<String, String> nodes) {
    return lines(
        nodes.entrySet().stream()
            .map(node ->
                "%s: {address: %s, listen-address: 0.0.0.0}"
                    .formatted(node.getKey(), node.getValue()))
            .toList());
  }

  private String priorities() {
    List<String> names = List.copyOf(directors.keySet());
    return lines(
        names.stream()
            .map(name ->
                "%s: {addresses: [%s], priority: %d}"
                    .formatted(name, directors.get(name), 150 - 50 * names.indexOf(name)))
            .toList());
  }

  private static String lines(List<String> lines) {
    return "    " + String.join("\n    ", lines);
  }
}
