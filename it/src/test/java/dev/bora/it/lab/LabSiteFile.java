// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.harness.TestGrid;
import dev.bora.it.lab.LabShape.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The lab's site file.
 *
 * @param site what it says
 */
record LabSiteFile(LabSite site) {

  private static final String TIMES =
      """
      heartbeat: {beat: 500ms, self-stop: 1500ms, stale: 2500ms}

      queue: {files-in-hand: 200}

      draining: {notice: 5s}

      limits:
        idle-timeout: 1m
      """;

  /** Writes it, what it names, and the roots of the storage areas. */
  Path write(Path folder, TestGrid grid) throws IOException {
    Path secret = folder.resolve("secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, LabSite.SECRET + "\n");
    Path key = Files.copy(grid.hostKey(), folder.resolve("hostkey.pem"));
    Files.createDirectories(folder.resolve("storage/testvo"));
    return Files.writeString(
        folder.resolve("site.yaml"),
        nodes() + lvs() + secrets(secret) + grid.security(key) + "\n" + data(folder) + TIMES);
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
        .formatted(
            site.host(),
            LabSite.SRM_PORT,
            nodes(site.frontends()),
            nodes(site.backends()),
            site.at().door());
  }

  private String nodes(SequencedMap<String, String> nodes) {
    String any = site.shape().layout() == Layout.DUAL_STACK ? "\"::\"" : "0.0.0.0";
    return lines(
        nodes.entrySet().stream()
            .map(node ->
                "%s: {address: %s, listen-address: %s}"
                    .formatted(node.getKey(), node.getValue(), any))
            .toList());
  }

  private String lvs() {
    if (site.directors().isEmpty()) {
      return "";
    }
    return """
    lvs:
      networks:
    %s
      directors:
    %s
      virtual-servers:
        frontends: {%s}
        backends: {%s, scheduler: %s%s}
    """
        .formatted(
            lines(networks()),
            priorities(),
            frontendServers(),
            servers(site.at().backendVip(), isTranslated() ? "NAT" : "DR"),
            site.shape().scheduler(),
            weights());
  }

  private String weights() {
    int weight = site.shape().lastWeight();
    return weight == LabShape.USUAL
        ? ""
        : ", real-servers: {%s}"
            .formatted(
                site.backends().keySet().stream()
                    .map(name ->
                        name.equals(site.backends().lastEntry().getKey())
                            ? "%s: {weight: %d}".formatted(name, weight)
                            : name + ": {}")
                    .collect(Collectors.joining(", ")));
  }

  private List<String> networks() {
    List<String> subnets = site.at().subnets();
    return switch (site.shape().layout()) {
      case ONE_NETWORK, ALIASES, TUNNELS ->
          List.of(
              "lab: {subnets: [%s], interface-name: eth0, vrrp-id: 51}".formatted(subnets.get(0)));
      case DUAL_STACK ->
          List.of(
              "lab: {subnets: [%s, \"%s/64\"], interface-name: eth0, vrrp-id: 51}"
                  .formatted(subnets.get(0), Addresses.SIX_PREFIX));
      case THREE_NETWORKS ->
          List.of(
              "clients: {subnets: [%s], interface-name: eth0, vrrp-id: 51}"
                  .formatted(subnets.get(0)),
              "frontends: {subnets: [%s], interface-name: eth1, vrrp-id: 52, gateways: [%s]}"
                  .formatted(subnets.get(1), site.at().frontendGateway()),
              "backends: {subnets: [%s], interface-name: eth2, vrrp-id: 53, gateways: [%s]}"
                  .formatted(subnets.get(2), site.at().backendGateway()));
    };
  }

  private String priorities() {
    List<String> names = List.copyOf(site.directors().keySet());
    return lines(
        site.directors().entrySet().stream()
            .map(one ->
                "%s: {addresses: [%s], priority: %d}"
                    .formatted(
                        one.getKey(),
                        one.getValue().stream()
                            .map(this::families)
                            .collect(Collectors.joining(", ")),
                        150 - 50 * names.indexOf(one.getKey())))
            .toList());
  }

  /** An address, and that of IPv6 where there is one. */
  private String families(String address) {
    return site.shape().layout() == Layout.DUAL_STACK
        ? "%s, \"%s\"".formatted(address, Addresses.six(address))
        : address;
  }

  private boolean isTranslated() {
    return site.shape().layout() == Layout.THREE_NETWORKS;
  }

  private String frontendServers() {
    String vips = families(site.at().frontendVip());
    return switch (site.shape().layout()) {
      case ONE_NETWORK, ALIASES -> servers(vips, "DR");
      case TUNNELS -> servers(vips, "TUN");
      case THREE_NETWORKS -> servers(vips, "NAT");
      case DUAL_STACK ->
          site.frontends().entrySet().stream()
              .map(one -> "%s: {addresses: [%s]}".formatted(one.getKey(), families(one.getValue())))
              .collect(Collectors.joining(", ", servers(vips, "DR") + ", real-servers: {", "}"));
    };
  }

  private static String servers(String addresses, String forwarding) {
    return "addresses: [%s], forwarding: %s".formatted(addresses, forwarding);
  }

  private String secrets(Path secret) {
    String sync = isTranslated() ? "  sync: {network: backends}\n" : "";
    return sync
        + """

        rpc:
          secret-file: %s
        %s
        database:
          hosts: [%s:3306]
          password-file: %s
          idle-transaction: 1500ms

        """
            .formatted(secret, backendAddress(), site.at().database(), secret);
  }

  /** Where directors are, it is theirs. */
  private String backendAddress() {
    return site.directors().isEmpty() ? "  backend-address: backends.bora.test:8080\n" : "";
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

  private static String lines(List<String> lines) {
    return "    " + String.join("\n    ", lines);
  }
}
