// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Forwarding;
import dev.bora.site.IpAddress;
import dev.bora.site.Lvs;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.util.TreeSet;

/** What a director's kernel is told: modules and sysctls. */
final class DirectorKernel {
  private DirectorKernel() {}

  /** A file for modules-load.d: without the modules the sysctls are not there. */
  static String modules(Site site) {
    Conf conf = new Conf().why("Before the sysctls: those of IPVS come with the module.");
    conf.line("ip_vs").why("Who gets the next connection: one for each way to choose.");
    TreeSet<String> schedulers = new TreeSet<>();
    site.lvs()
        .virtualServers()
        .values()
        .forEach(server -> schedulers.add("ip_vs_" + server.scheduler()));
    schedulers.forEach(conf::line);
    return conf.text();
  }

  /** A file for sysctl.d. */
  static String sysctls(Site site) {
    Lvs lvs = site.lvs();
    Conf conf =
        new Conf()
            .why("A connection whose real server was taken out is ended at its next packet, so")
            .why("that its client connects anew, and does not wait for a server that is dead.")
            .line("net.ipv4.vs.expire_nodest_conn = 1")
            .why("The same for the memory of persistence.")
            .line("net.ipv4.vs.expire_quiescent_template = 1")
            .why(
                "Packets of connections that this director was not told of are taken on as well. They")
            .why(
                "go to whoever is next, so the client's own server gets one in as many as there are;")
            .why("the others end the connection at once, and its client does not wait.")
            .line("net.ipv4.vs.sloppy_tcp = 1")
            .why("A connection is told of after its third packet, and then after every tenth.")
            .line("net.ipv4.vs.sync_threshold = 3 10");
    if (any(lvs, Forwarding.NAT, true)) {
      conf.why("The director is the router of its real servers.")
          .line("net.ipv4.ip_forward = 1")
          .why("It does not tell real servers of a shorter way to clients: theirs leads past it.")
          .line("net.ipv4.conf.all.send_redirects = 0");
      // The kernel does if either says so; and an interface's name may have a dot.
      lvs.networks().values().stream()
          .map(network -> "net/ipv4/conf/" + network.interfaceName() + "/send_redirects = 0")
          .forEach(conf::line);
    }
    if (any(lvs, Forwarding.NAT, false)) {
      conf.why("The same of IPv6. Who routes heeds no router's advertisements: the director's own")
          .why("default route has to be set by its configuration.")
          .line("net.ipv6.conf.all.forwarding = 1");
    }
    return conf.text();
  }

  private static boolean any(Lvs lvs, Forwarding forwarding, boolean ipv4) {
    return lvs.virtualServers().values().stream()
        .filter(server -> server.forwarding() == forwarding)
        .map(VirtualServer::addresses)
        .anyMatch(
            addresses -> addresses.stream().map(IpAddress::isIpv4).anyMatch(is -> is == ipv4));
  }
}
