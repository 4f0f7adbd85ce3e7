// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import com.google.common.base.Joiner;
import dev.bora.site.Director;
import dev.bora.site.Forwarding;
import dev.bora.site.IpAddress;
import dev.bora.site.Lvs;
import dev.bora.site.LvsNetwork;
import dev.bora.site.Scheduler;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The keepalived.conf of a director. */
final class KeepalivedConf {
  private static final String SCRIPTS = "/etc/keepalived/";

  /** Some checks, and some of the messages in which open connections are told of. */
  private static final int PREEMPT_SECONDS = 10;

  private final Site site;
  private final Lvs lvs;
  private final Director director;

  private KeepalivedConf(Site site, Director director) {
    this.site = site;
    this.lvs = site.lvs();
    this.director = director;
  }

  /**
   * Writes it.
   *
   * @param password of VRRP version 2; empty if there is none
   */
  static String of(Site site, Director director, String password) {
    return new KeepalivedConf(site, director).text(password);
  }

  private String text(String password) {
    List<LvsNetwork> floating = floatingNetworks(lvs);
    Conf conf =
        new Conf()
            .why("Director " + director.name() + " of site " + site.name() + ".")
            .why("Written by 'bora lvs render': change the site file and render again.")
            .block("global_defs", this::globals);
    if (floating.size() > 1) {
      conf.blank()
          .why("Either all virtual addresses are here or none: a director with one leg gone gives")
          .why("up all of them.")
          .block(
              "vrrp_sync_group bora",
              group -> {
                group.block(
                    "group", names -> floating.forEach(network -> names.line(network.name())));
                notify(group);
              });
    }
    for (LvsNetwork network : floating) {
      conf.blank()
          .block(
              "vrrp_instance " + network.name(),
              block -> {
                instance(block, network, password);
                if (floating.size() == 1) {
                  notify(block);
                }
              });
    }
    for (VirtualServer server : lvs.virtualServers().values()) {
      for (IpAddress virtual : server.addresses()) {
        conf.blank()
            .why("the " + server.service())
            .block(
                "virtual_server " + virtual + " " + server.portNumber(),
                block -> virtualServer(block, server, virtual));
      }
    }
    return conf.text();
  }

  /** The networks on which the active director has addresses that the other has not. */
  static List<LvsNetwork> floatingNetworks(Lvs lvs) {
    return lvs.networks().values().stream()
        .filter(network -> !floating(lvs, network).isEmpty())
        .toList();
  }

  private static List<IpAddress> floating(Lvs lvs, LvsNetwork network) {
    return Stream.concat(
            lvs.virtualServers().values().stream()
                .flatMap(server -> server.addresses().stream())
                .filter(network::contains),
            network.gateways().stream())
        .sorted()
        .distinct()
        .toList();
  }

  private void globals(Conf conf) {
    conf.line("router_id " + director.name())
        .why("Version 2 rounds adverts up to whole seconds.")
        .line("vrrp_version " + lvs.vrrp().version())
        .why("Scripts that others than root can change are not run. With another user, keepalived")
        .why("2.2.7 would end its own --config-test.")
        .line("enable_script_security")
        .line("script_user root")
        .why("How long connections without packets are remembered: longer than nodes keep them.")
        .line(
            "lvs_timeouts tcp "
                + lvs.timeouts().tcp().toSeconds()
                + " tcpfin "
                + lvs.timeouts().tcpFin().toSeconds());
    if (lvs.sync().enabled()) {
      LvsNetwork network = lvs.syncNetwork();
      conf.why("The active director tells the other of its connections.")
          .line(
              "lvs_sync_daemon "
                  + network.interfaceName()
                  + " "
                  + floatingNetworks(lvs).getFirst().name()
                  + " id "
                  + lvs.sync().id());
    }
  }

  private void instance(Conf conf, LvsNetwork network, String password) {
    List<IpAddress> addresses = floating(lvs, network);
    boolean ipv4 = addresses.getFirst().isIpv4();
    conf.why("Both start as BACKUP: who is active follows from adverts alone.")
        .line("state BACKUP")
        .why("Where adverts go, and the number that tells them from those of other pairs there.")
        .line("interface " + network.interfaceName())
        .line("virtual_router_id " + network.vrrpId())
        .why("Of two that begin together the higher one becomes active.")
        .line("priority " + director.priority())
        .why("The other takes over when three have not come, and a part of one by its priority.")
        .line("advert_int " + seconds(lvs.vrrp().advert()));
    if (lvs.vrrp().preempt()) {
      conf.why("One that comes back first looks at all nodes and is told of open connections.")
          .line("preempt_delay " + PREEMPT_SECONDS);
    } else {
      conf.why("One that comes back does not take the addresses back: they move once, not twice.")
          .line("nopreempt");
    }
    if (!password.isEmpty()) {
      conf.why("Keeps out neighbours by mistake, and nobody who listens: it is sent as it is.")
          .block(
              "authentication",
              inner -> inner.line("auth_type PASS").line("auth_pass " + password));
    }
    conf.why("Whoever is active has them.");
    addressBlock(conf, "virtual_ipaddress", network, of(addresses, ipv4));
    if (!of(addresses, !ipv4).isEmpty()) {
      conf.why("Of the other family: not in the adverts, but they move with them.");
      addressBlock(conf, "virtual_ipaddress_excluded", network, of(addresses, !ipv4));
    }
  }

  private static List<IpAddress> of(List<IpAddress> addresses, boolean ipv4) {
    return addresses.stream().filter(address -> address.isIpv4() == ipv4).toList();
  }

  private static void addressBlock(
      Conf conf, String head, LvsNetwork network, List<IpAddress> addresses) {
    conf.block(
        head,
        inner ->
            addresses.forEach(address ->
                inner.line(address + "/" + address.bits() + " dev " + network.interfaceName())));
  }

  private static void notify(Conf conf) {
    conf.why("Tells the system log.").line("notify " + SCRIPTS + "bora-notify");
  }

  private void virtualServer(Conf conf, VirtualServer server, IpAddress virtual) {
    conf.why("No quorum and no sorry server: a frontend that cannot serve tells clients so itself,")
        .why("and one of many is better than none.")
        .why("Each is asked so often how it is.")
        .line("delay_loop " + seconds(lvs.checks().interval()))
        .why(scheduling(server.scheduler()))
        .line("lvs_sched " + server.scheduler())
        .why(forwarding(server.forwarding()))
        .line("lvs_method " + server.forwarding())
        .line("protocol TCP");
    if (server.scheduler().choosesByAddress()) {
      conf.why("Or clients of a server with the weight 0 would be refused.")
          .line(server.scheduler() + "-fallback");
    }
    if (!server.persistence().isZero()) {
      conf.why("So long after its last connection a client's next one goes to the same server.")
          .line("persistence_timeout " + server.persistence().toSeconds());
    }
    conf.why("Nobody gets a connection before its first check.").line("alpha");
    List<Target> targets = Target.of(site, server, virtual);
    for (Target target : targets) {
      conf.blank()
          .why(target.node().name())
          .block(
              "real_server " + target.address() + " " + target.port(server),
              block -> realServer(block, target, targets));
    }
  }

  private static String scheduling(Scheduler scheduler) {
    return switch (scheduler) {
      case RR -> "The next connection goes to the next one.";
      case WRR -> "The next connection goes to the next one, more often by its weight.";
      case LC -> "The next connection goes to who has the fewest.";
      case WLC -> "The next connection goes to who has the fewest for its weight.";
      case SH -> "Who gets a connection follows from the client's address.";
      case MH ->
          "Who gets a connection follows from the client's address; few change when one is taken out.";
    };
  }

  private static String forwarding(Forwarding forwarding) {
    return switch (forwarding) {
      case NAT -> "Packets get the server's address; answers come back this way.";
      case DR -> "Packets go to the server's card as they are; answers go past the director.";
      case TUN -> "Packets go to the server wrapped in others; answers go past the director.";
    };
  }

  private void realServer(Conf conf, Target target, List<Target> targets) {
    Duration timeout = lvs.checks().timeout();
    List<String> others =
        targets.stream().filter(other -> !other.equals(target)).map(Target::health).toList();
    List<Object> command =
        Stream.of(
                Stream.of(SCRIPTS + "bora-check", seconds(timeout), target.weight()),
                Stream.of(target.health()),
                others.stream())
            .flatMap(words -> words)
            .map(Object.class::cast)
            .toList();
    conf.why("What it gets beside the others while it is well.")
        .line("weight " + target.weight())
        .block(
            "MISC_CHECK",
            check ->
                check
                    .why("Also asks the others, if this one should only be used for want of them.")
                    .line("misc_path \"" + Joiner.on(' ').join(command) + "\"")
                    .why("Then the script is ended, and the node is taken for unwell.")
                    .line("misc_timeout " + scriptTimeout(timeout))
                    .why("Its exit status is the weight: 0 while the node drains.")
                    .line("misc_dynamic")
                    .why("It is asked again before it is taken out: a packet may have been lost.")
                    .line("retry " + lvs.checks().retries())
                    .line("delay_before_retry " + seconds(Duration.ofMillis(100))));
  }

  /** In whole seconds: for its own question, for that to the others, and a bit. */
  private static long scriptTimeout(Duration timeout) {
    return timeout.multipliedBy(2).plusMillis(1999).toSeconds();
  }

  /** As keepalived has it: a number with a point. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
