// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Director;
import dev.bora.site.IpAddress;
import dev.bora.site.Lvs;
import dev.bora.site.LvsNetwork;
import dev.bora.site.Node;
import dev.bora.site.Site;
import dev.bora.site.Subnet;
import dev.bora.site.VirtualServer;
import dev.bora.site.Vrrp;
import dev.bora.site.binding.DurationText;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What networks, directors and their agreement must be like. */
final class DirectorChecks {
  private final Site site;
  private final Lvs lvs;
  private final LvsCheck check;

  DirectorChecks(Site site, LvsCheck check) {
    this.site = site;
    this.lvs = site.lvs();
    this.check = check;
  }

  void run() {
    lvs.networks().values().forEach(this::network);
    lvs.directors().values().forEach(this::addresses);
    ofNetworks();
    ownOfDirectors();
    moving();
    vrrp();
    if (lvs.sync().enabled() && !lvs.networks().containsKey(lvs.sync().network())) {
      check.refuse(
          "lvs.sync.network",
          lvs.sync().network(),
          "one of lvs.networks: " + String.join(", ", lvs.networks().keySet()));
    }
  }

  private void network(LvsNetwork network) {
    for (IpAddress gateway : network.gateways()) {
      if (!network.contains(gateway)) {
        check.refuse("lvs.networks." + network.name() + ".gateways", gateway, within(network));
      }
    }
    for (Director director : lvs.directors().values()) {
      for (Subnet subnet : network.subnets()) {
        if (director.addresses().stream().noneMatch(subnet::contains)) {
          check.miss(
              addressesOf(director),
              "one of its own in each subnet of lvs.networks; in " + subnet + " it has none");
        }
      }
    }
  }

  private void addresses(Director director) {
    for (IpAddress address : director.addresses()) {
      if (lvs.networkOf(address).isEmpty()) {
        check.refuse(addressesOf(director), address, withinAny(lvs));
      }
      for (VirtualServer server : lvs.virtualServers().values()) {
        server.realServers().values().stream()
            .filter(real -> real.addresses().contains(address))
            .forEach(real ->
                check.refuse(
                    addressesOf(director),
                    address,
                    "no address of a real server: "
                        + real.name()
                        + " has it, and would direct once more what the other director sends it"));
      }
    }
  }

  private void ofNetworks() {
    Map<Integer, String> ids = new HashMap<>();
    Map<String, String> interfaces = new HashMap<>();
    for (LvsNetwork network : lvs.networks().values()) {
      String key = "lvs.networks." + network.name();
      @Nullable String other = ids.putIfAbsent(network.vrrpId(), key);
      if (other != null) {
        check.refuse(
            key + ".vrrp-id", network.vrrpId(), "an id of its own; " + other + " has it too");
      }
      subnets(network, key);
      @Nullable String owner = interfaces.putIfAbsent(network.interfaceName(), key);
      if (owner != null) {
        check.refuse(
            key + ".interface-name",
            network.interfaceName(),
            "an interface of its own; " + owner + " has it too");
      }
    }
  }

  /** Or it would be chance to which of the two an address belongs. */
  private void subnets(LvsNetwork network, String key) {
    for (LvsNetwork before : lvs.networks().values()) {
      if (before.name().equals(network.name())) {
        return;
      }
      for (Subnet subnet : network.subnets()) {
        before.subnets().stream()
            .filter(subnet::overlaps)
            .forEach(theirs ->
                check.refuse(
                    key + ".subnets",
                    subnet,
                    "subnets of its own; lvs.networks." + before.name() + " has " + theirs));
      }
    }
  }

  /** What moves between the directors is nobody's own. */
  private void moving() {
    Map<IpAddress, String> moving = new HashMap<>();
    for (LvsNetwork network : lvs.networks().values()) {
      String key = "lvs.networks." + network.name() + ".gateways";
      network.gateways().forEach(gateway -> moves(moving, key, gateway));
    }
    for (VirtualServer server : lvs.virtualServers().values()) {
      String key = "lvs.virtual-servers." + server.service() + ".addresses";
      server.addresses().forEach(virtual -> moves(moving, key, virtual));
    }
  }

  private void moves(Map<IpAddress, String> moving, String key, IpAddress address) {
    @Nullable String other = moving.put(address, key);
    if (other != null && !other.equals(key)) {
      check.refuse(key, address, "an address of its own; " + other + " has it too");
    }
    lvs.directors().values().stream()
        .filter(director -> director.addresses().contains(address))
        .forEach(director ->
            check.refuse(
                key,
                address,
                "no address of a director, as this one moves; " + director.name() + " has it"));
    owners(address)
        .forEach(owner ->
            check.refuse(
                key, address, "no address of a node, as this one moves; " + owner + " has it"));
    if (site.database().hosts().stream().anyMatch(host -> isAt(host.host(), address))) {
      check.refuse(
          key, address, "no address of the database, as this one moves; database.hosts has it");
    }
  }

  /** The nodes that have this address, behind directors or not. */
  private Set<String> owners(IpAddress address) {
    Set<String> owners = new TreeSet<>();
    lvs.virtualServers().values().stream()
        .flatMap(server -> server.realServers().values().stream())
        .filter(real -> real.addresses().contains(address))
        .forEach(real -> owners.add(real.name()));
    site.nodes().all().stream()
        .filter(node -> isAt(node.address(), address))
        .forEach(node -> owners.add(node.name()));
    return owners;
  }

  private static boolean isAt(String host, IpAddress address) {
    return IpAddress.ofHost(host).filter(address::equals).isPresent();
  }

  private void ownOfDirectors() {
    Map<Integer, String> priorities = new HashMap<>();
    Map<IpAddress, String> addresses = new HashMap<>();
    for (Director director : lvs.directors().values()) {
      site.nodes().all().stream()
          .map(Node::name)
          .filter(director.name()::equals)
          .forEach(name ->
              check.refuse(
                  "lvs.directors",
                  name,
                  "names that no node has: each host has a folder of its own"));
      String key = "lvs.directors." + director.name() + ".priority";
      @Nullable String other = priorities.putIfAbsent(director.priority(), key);
      if (other != null) {
        check.refuse(
            key,
            director.priority(),
            "a priority of its own; " + other + " is the same, and who is active would be chance");
      }
      for (IpAddress address : director.addresses()) {
        @Nullable String owner = addresses.putIfAbsent(address, addressesOf(director));
        if (owner != null) {
          check.refuse(
              addressesOf(director), address, "addresses of its own; " + owner + " has it too");
        }
      }
    }
  }

  private void vrrp() {
    Vrrp vrrp = lvs.vrrp();
    if (vrrp.version() == 2 && vrrp.advert().toMillisPart() != 0) {
      check.refuse(
          "lvs.vrrp.advert",
          DurationText.format(vrrp.advert()),
          "whole seconds with version 2, as keepalived rounds others up; or version 3");
    }
    if (vrrp.version() == 3 && vrrp.passwordFile() != null) {
      check.refuse(
          "lvs.vrrp.password-file",
          vrrp.passwordFile(),
          "none with version 3, which has no authentication (RFC 5798, section 9)");
    }
    Stream<IpAddress> moving =
        Stream.concat(
            lvs.virtualServers().values().stream().flatMap(s -> s.addresses().stream()),
            lvs.networks().values().stream().flatMap(n -> n.gateways().stream()));
    if (vrrp.version() == 2 && moving.anyMatch(address -> !address.isIpv4())) {
      check.refuse("lvs.vrrp.version", 2, "3, as there are IPv6 addresses to be moved");
    }
  }

  private static String addressesOf(Director director) {
    return "lvs.directors." + director.name() + ".addresses";
  }

  /** The subnets of a network, in words. */
  static String within(LvsNetwork network) {
    return "an address within "
        + network.subnets().stream().map(Subnet::toString).collect(Collectors.joining(" or "));
  }

  /** The subnets of all networks, in words. */
  static String withinAny(Lvs lvs) {
    return "an address within "
        + lvs.networks().values().stream()
            .flatMap(network -> network.subnets().stream())
            .map(Subnet::toString)
            .collect(Collectors.joining(" or "));
  }
}
