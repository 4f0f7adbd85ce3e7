// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.IpAddress;
import dev.bora.site.LvsNetwork;
import dev.bora.site.Node;
import dev.bora.site.RealServer;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.util.List;
import java.util.Optional;

/** What a host with a real server is told, so that packets for virtual addresses reach the node. */
final class RealServerSetup {
  private final Site site;
  private final VirtualServer server;
  private final RealServer real;

  RealServerSetup(Site site, VirtualServer server, Node node) {
    this.site = site;
    this.server = server;
    this.real = server.realServer(node.name());
  }

  /** A file for sysctl.d. */
  String sysctls() {
    Conf conf = new Conf();
    switch (server.forwarding()) {
      case NAT -> conf.why("Address translation needs nothing here.");
      case DR -> quiet(conf);
      case TUN -> {
        quiet(conf);
        conf.why("The greater of this and the tunnel's own counts, which is set with its address.")
            .line("net.ipv4.conf.all.rp_filter = 0");
      }
    }
    return conf.text();
  }

  private static void quiet(Conf conf) {
    conf.why("The virtual address is here as well as at the director: only the director may answer")
        .why("who asks for it (ARP), and nothing may be sent under it that would tell others.")
        .line("net.ipv4.conf.all.arp_ignore = 1")
        .line("net.ipv4.conf.all.arp_announce = 2");
  }

  /** A script, to be run at each start of the host before the node. */
  String addresses() {
    Conf conf = new Conf().line("#!/bin/sh").line("set -eu");
    switch (server.forwarding()) {
      case NAT -> gateways(conf);
      case DR -> {
        conf.why(
            "Packets come with the virtual address still in them: this host takes them for its own.");
        server.addresses().forEach(address -> add(conf, address, "lo"));
      }
      case TUN -> {
        conf.why("Packets come wrapped in another one: 20 bytes (40 of IPv6) less fit into each.");
        for (IpAddress address : server.addresses()) {
          String device = address.isIpv4() ? "tunl0" : "ip6tnl0";
          conf.why("The device comes with the module.")
              .line("modprobe " + (address.isIpv4() ? "ipip" : "ip6_tunnel"))
              .line("ip link set " + device + " up");
          add(conf, address, device);
          if (address.isIpv4()) {
            conf.why("Packets come out of the tunnel, but their answers leave through another")
                .why("interface: the check of return paths would drop them.")
                .line("sysctl -w net.ipv4.conf.tunl0.rp_filter=0");
          }
        }
      }
    }
    return conf.text();
  }

  /** At a restart it may be there already. */
  private static void add(Conf conf, IpAddress address, String device) {
    if (!address.isIpv4()) {
      conf.why("Nobody is asked whether it is taken: it is, by the director.");
    }
    conf.line(
        "ip address replace "
            + address
            + "/"
            + address.bits()
            + " dev "
            + device
            + (address.isIpv4() ? "" : " nodad"));
  }

  private void gateways(Conf conf) {
    conf.why(
        "Answers must go back through the director, which puts the virtual address into them.");
    for (IpAddress virtual : server.addresses()) {
      Target.address(real, virtual)
          .flatMap(own -> gateway(own))
          .ifPresent(gateway ->
              conf.line(
                  "ip "
                      + (gateway.isIpv4() ? "" : "-6 ")
                      + "route replace default via "
                      + gateway));
    }
  }

  private Optional<IpAddress> gateway(IpAddress own) {
    return site.lvs().networkOf(own).map(LvsNetwork::gateways).stream()
        .flatMap(List::stream)
        .filter(gateway -> gateway.isIpv4() == own.isIpv4())
        .findFirst();
  }
}
