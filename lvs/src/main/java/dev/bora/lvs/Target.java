// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Forwarding;
import dev.bora.site.IpAddress;
import dev.bora.site.Node;
import dev.bora.site.RealServer;
import dev.bora.site.Service;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real server behind one virtual address.
 *
 * @param node what runs there
 * @param address of the same family as the virtual one
 * @param weight when it is well
 */
record Target(Node node, IpAddress address, int weight) {

  /** Those behind a virtual address, by the names of their nodes. */
  static List<Target> of(Site site, VirtualServer server, IpAddress virtual) {
    List<Target> targets = new ArrayList<>();
    for (Node node : nodes(site, server.service())) {
      RealServer real = server.realServer(node.name());
      address(real, virtual)
          .ifPresent(address -> targets.add(new Target(node, address, real.weight())));
    }
    return targets;
  }

  static List<Node> nodes(Site site, Service service) {
    return switch (service) {
      case FRONTENDS -> List.copyOf(site.nodes().frontends().values());
      case BACKENDS -> List.copyOf(site.nodes().backends().values());
    };
  }

  static Optional<IpAddress> address(RealServer real, IpAddress virtual) {
    return real.addresses().stream()
        .filter(address -> address.isIpv4() == virtual.isIpv4())
        .findFirst();
  }

  /** Where packets go: only address translation can change the port. */
  int port(VirtualServer server) {
    return server.forwarding() == Forwarding.NAT ? node.port() : server.portNumber();
  }

  /** Where the director asks how the node is: an address, as name servers may be away. */
  String health() {
    String host =
        IpAddress.ofHost(node.healthAddress())
            .filter(given -> !given.isUnspecified())
            .orElse(address)
            .text();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + node.healthPort();
  }
}
