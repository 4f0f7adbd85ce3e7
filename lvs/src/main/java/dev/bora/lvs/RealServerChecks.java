// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Forwarding;
import dev.bora.site.IpAddress;
import dev.bora.site.LvsNetwork;
import dev.bora.site.Node;
import dev.bora.site.RealServer;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.util.Optional;

/** What a node behind directors must be like. */
final class RealServerChecks {
  private final Site site;
  private final VirtualServer server;
  private final LvsCheck check;

  RealServerChecks(Site site, VirtualServer server, LvsCheck check) {
    this.site = site;
    this.server = server;
    this.check = check;
  }

  void run(Node node) {
    String key =
        "lvs.virtual-servers." + server.service() + ".real-servers." + node.name() + ".addresses";
    RealServer real = server.realServer(node.name());
    for (IpAddress virtual : server.addresses()) {
      Optional<IpAddress> address = Target.address(real, virtual);
      if (address.isEmpty()) {
        check.miss(
            key, "an " + (virtual.isIpv4() ? "IPv4" : "IPv6") + " address, as there is " + virtual);
      } else if (server.forwarding() == Forwarding.DR) {
        besideDirector(key, address.get(), virtual);
      } else if (server.forwarding() == Forwarding.NAT) {
        behindDirector(key, address.get());
      }
    }
    listens(node);
  }

  private void besideDirector(String key, IpAddress address, IpAddress virtual) {
    site.lvs()
        .networkOf(virtual)
        .filter(network -> !network.contains(address))
        .ifPresent(network ->
            check.refuse(
                key,
                address,
                DirectorChecks.within(network) + ", that of " + virtual + ": DR takes no router"));
  }

  private void behindDirector(String key, IpAddress address) {
    Optional<LvsNetwork> network = site.lvs().networkOf(address);
    boolean routed =
        network.stream()
            .flatMap(own -> own.gateways().stream())
            .anyMatch(gateway -> gateway.isIpv4() == address.isIpv4());
    if (!routed) {
      check.refuse(
          key,
          address,
          "an address in one of lvs.networks that has gateways of its family: with NAT the active"
              + " director is the default route");
    }
  }

  private void listens(Node node) {
    String key = "nodes." + server.service() + "." + node.name();
    Optional<IpAddress> health = IpAddress.ofHost(node.healthAddress());
    if (health.filter(IpAddress::isLoopback).isPresent()) {
      check.refuse(key + ".health-address", node.healthAddress(), "one that directors can reach");
    }
    Optional<IpAddress> listen = IpAddress.ofHost(node.listenAddress());
    boolean takesAll = listen.filter(IpAddress::isUnspecified).isPresent();
    if (server.forwarding() == Forwarding.NAT) {
      server.realServer(node.name()).addresses().stream()
          .filter(address -> !takesAll && listen.filter(own -> !own.equals(address)).isPresent())
          .forEach(address ->
              check.refuse(
                  key + ".listen-address",
                  node.listenAddress(),
                  address + ", to which packets come, or 0.0.0.0 or ::"));
      return;
    }
    if (!takesAll) {
      check.refuse(
          key + ".listen-address",
          node.listenAddress(),
          "0.0.0.0 or ::, as packets come for the virtual address with " + server.forwarding());
    }
    if (node.port() != server.portNumber()) {
      check.refuse(
          "lvs.virtual-servers." + server.service() + ".port",
          server.portNumber(),
          node.port() + ", that of " + node.name() + ", as only NAT can change it");
    }
  }
}
