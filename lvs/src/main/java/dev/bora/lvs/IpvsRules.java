// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Forwarding;
import dev.bora.site.IpAddress;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;

/**
 * What {@code ipvsadm --restore} reads: the same as keepalived makes while all are well, for sites
 * that have something else to watch over them.
 */
final class IpvsRules {
  private IpvsRules() {}

  static String of(Site site) {
    Conf rules = new Conf();
    for (VirtualServer server : site.lvs().virtualServers().values()) {
      for (IpAddress virtual : server.addresses()) {
        String service = " -t " + endpoint(virtual, server.portNumber());
        String persistence =
            server.persistence().isZero() ? "" : " -p " + server.persistence().toSeconds();
        String fallback =
            server.scheduler().choosesByAddress() ? " -b " + server.scheduler() + "-fallback" : "";
        rules.line("-A" + service + " -s " + server.scheduler() + persistence + fallback);
        for (Target target : Target.of(site, server, virtual)) {
          rules.line(
              "-a"
                  + service
                  + " -r "
                  + endpoint(target.address(), target.port(server))
                  + flag(server.forwarding())
                  + " -w "
                  + target.weight());
        }
      }
    }
    return rules.text();
  }

  private static String flag(Forwarding forwarding) {
    return switch (forwarding) {
      case NAT -> " -m";
      case DR -> " -g";
      case TUN -> " -i";
    };
  }

  private static String endpoint(IpAddress address, int port) {
    return (address.isIpv4() ? address.text() : "[" + address + "]") + ":" + port;
  }
}
