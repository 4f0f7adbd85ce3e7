// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.HealthChecks;
import dev.bora.site.IpAddress;
import dev.bora.site.Lvs;
import dev.bora.site.Service;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import dev.bora.site.binding.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with a site's directors.
 *
 * <p>Nodes do not need the directors, so these checks are no part of reading the site file: what is
 * wrong here stops {@code bora lvs} and no node.
 */
public final class LvsCheck {
  private final Site site;
  private final List<String> problems = new ArrayList<>();

  private LvsCheck(Site site) {
    this.site = site;
  }

  /**
   * The problems, each as {@code key: 'value' is refused; permitted: …}; empty if there are none.
   */
  public static List<String> problems(Site site) {
    LvsCheck check = new LvsCheck(site);
    check.run();
    return List.copyOf(check.problems);
  }

  private void run() {
    Lvs lvs = site.lvs();
    if (lvs.virtualServers().isEmpty()) {
      miss("lvs.virtual-servers", "frontends, backends or both");
    }
    if (lvs.directors().isEmpty()) {
      miss("lvs.directors", "one director at least");
    }
    if (!problems.isEmpty()) {
      return;
    }
    new DirectorChecks(site, this).run();
    for (VirtualServer server : lvs.virtualServers().values()) {
      new VirtualServerChecks(site, server, this).run();
    }
    lvs.of(Service.BACKENDS).ifPresent(this::backendAddress);
    wholeSeconds("lvs.timeouts.tcp", lvs.timeouts().tcp());
    wholeSeconds("lvs.timeouts.tcp-fin", lvs.timeouts().tcpFin());
    draining();
  }

  /** Or clients would be sent to nodes that have left. */
  private void draining() {
    HealthChecks checks = site.lvs().checks();
    Duration noticed = checks.interval().plus(checks.timeout());
    if (site.draining().notice().compareTo(noticed) <= 0) {
      refuse(
          "draining.notice",
          DurationText.format(site.draining().notice()),
          "more than "
              + DurationText.format(noticed)
              + ": lvs.checks.interval and lvs.checks.timeout, after which directors know");
    }
  }

  /** Or frontends would call past the directors. A name may well be that of the address. */
  private void backendAddress(VirtualServer backends) {
    List<IpAddress> virtual = backends.addresses();
    IpAddress.ofHost(site.backendAddress().host())
        .filter(address -> !virtual.contains(address))
        .ifPresent(_ ->
            refuse(
                "rpc.backend-address",
                site.backendAddress(),
                "an address of lvs.virtual-servers.backends: " + virtual.getFirst()));
    if (site.backendAddress().port() != backends.portNumber()) {
      refuse(
          "lvs.virtual-servers.backends.port",
          backends.portNumber(),
          site.backendAddress().port() + ", the port of rpc.backend-address");
    }
  }

  /** keepalived and ipvsadm know no other time-outs. */
  void wholeSeconds(String key, Duration given) {
    if (given.toMillisPart() != 0) {
      refuse(key, DurationText.format(given), "whole seconds");
    }
  }

  void refuse(String key, Object value, String permitted) {
    problems.add(key + ": '" + value + "' is refused; permitted: " + permitted);
  }

  void miss(String key, String permitted) {
    problems.add(key + ": missing; permitted: " + permitted);
  }
}
