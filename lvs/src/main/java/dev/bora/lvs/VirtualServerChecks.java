// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.IpAddress;
import dev.bora.site.LvsNetwork;
import dev.bora.site.Node;
import dev.bora.site.RealServer;
import dev.bora.site.Service;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import dev.bora.site.binding.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the virtual server of a service must be like. */
final class VirtualServerChecks {
  private final Site site;
  private final VirtualServer server;
  private final String key;
  private final LvsCheck check;

  VirtualServerChecks(Site site, VirtualServer server, LvsCheck check) {
    this.site = site;
    this.server = server;
    this.key = "lvs.virtual-servers." + server.service();
    this.check = check;
  }

  void run() {
    server.addresses().forEach(this::virtualAddress);
    check.wholeSeconds(key + ".persistence", server.persistence());
    List<String> nodes = Target.nodes(site, server.service()).stream().map(Node::name).toList();
    server.realServers().keySet().stream()
        .filter(name -> !nodes.contains(name))
        .forEach(name ->
            check.refuse(
                key + ".real-servers",
                name,
                "those of nodes." + server.service() + ": " + String.join(", ", nodes)));
    RealServerChecks real = new RealServerChecks(site, server, check);
    Target.nodes(site, server.service()).forEach(real::run);
    switch (server.service()) {
      case FRONTENDS ->
          remembers(site.limits().idleTimeout(), "limits.idle-timeout, when frontends close");
      case BACKENDS -> {
        remembers(
            site.rpc().maxAge().plus(site.rpc().callTimeout()),
            "rpc.max-age and rpc.call-timeout together");
        balances();
        Target.nodes(site, Service.BACKENDS).forEach(this::frontendsBeside);
      }
    }
  }

  private void virtualAddress(IpAddress virtual) {
    if (site.lvs().networkOf(virtual).isEmpty()) {
      check.refuse(key + ".addresses", virtual, DirectorChecks.withinAny(site.lvs()));
    }
    if (server.addresses().stream().filter(a -> a.isIpv4() == virtual.isIpv4()).count() > 1) {
      check.refuse(key + ".addresses", virtual, "one address of IPv4, and one of IPv6");
    }
  }

  private void balances() {
    if (!server.persistence().isZero()) {
      check.refuse(
          key + ".persistence",
          DurationText.format(server.persistence()),
          "0s: all calls of a frontend come from one address, and would go to one backend");
    }
    if (server.scheduler().choosesByAddress()) {
      check.refuse(
          key + ".scheduler",
          server.scheduler(),
          "rr, wrr, lc, wlc: all calls of a frontend come from one address, and would go to one"
              + " backend");
    }
  }

  /** What the director has forgotten is reset at its next packet. */
  private void remembers(Duration least, String what) {
    Duration tcp = site.lvs().timeouts().tcp();
    if (tcp.compareTo(least) <= 0) {
      check.refuse(
          "lvs.timeouts.tcp",
          DurationText.format(tcp),
          "more than " + DurationText.format(least) + ": " + what);
    }
  }

  private void frontendsBeside(Node backend) {
    List<IpAddress> theirs = server.realServer(backend.name()).addresses();
    for (Node frontend : Target.nodes(site, Service.FRONTENDS)) {
      String ofFrontend = "nodes.frontends." + frontend.name() + ".address";
      List<IpAddress> ours = addressesOf(frontend);
      switch (server.forwarding()) {
        case NAT ->
            ours.stream()
                .filter(address -> theirs.stream().anyMatch(their -> inOneSubnet(address, their)))
                .forEach(address ->
                    check.refuse(
                        ofFrontend,
                        address,
                        "one on another network than "
                            + backend.name()
                            + ", as answers would reach it past the director of NAT"));
        case DR, TUN -> {
          if (ours.stream().anyMatch(theirs::contains)
              || frontend.address().equals(backend.address())) {
            check.refuse(
                ofFrontend,
                frontend.address(),
                "a host without a backend: on that of "
                    + backend.name()
                    + " the virtual address of "
                    + server.forwarding()
                    + " is local, and no director is asked");
          }
        }
      }
    }
  }

  private List<IpAddress> addressesOf(Node frontend) {
    Optional<RealServer> behind =
        site.lvs().of(Service.FRONTENDS).map(own -> own.realServer(frontend.name()));
    return behind.isPresent()
        ? behind.get().addresses()
        : IpAddress.ofHost(frontend.address()).stream().toList();
  }

  private boolean inOneSubnet(IpAddress one, IpAddress other) {
    Optional<LvsNetwork> network = site.lvs().networkOf(one);
    return network.filter(own -> own.subnetOf(one).contains(other)).isPresent();
  }
}
