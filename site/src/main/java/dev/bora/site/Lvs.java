// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The LVS directors before the nodes, for {@code bora lvs}. No node needs it: a site may have its
 * own balancers, or none.
 *
 * @param networks that the directors are on
 * @param directors one or more
 * @param virtualServers what they direct
 * @param vrrp who is active
 * @param checks who is well
 * @param sync of connections
 * @param timeouts of connections
 */
public record Lvs(
    Map<String, LvsNetwork> networks,
    Map<String, Director> directors,
    Map<Service, VirtualServer> virtualServers,
    Vrrp vrrp,
    HealthChecks checks,
    ConnectionSync sync,
    IpvsTimeouts timeouts) {

  /** Puts in what follows from other keys. */
  public Lvs {
    if (sync.network().isEmpty() && !networks.isEmpty()) {
      sync = sync.withNetwork(networks.keySet().stream().reduce("", (_, last) -> last));
    }
  }

  /** The network of an address. */
  public Optional<LvsNetwork> networkOf(IpAddress address) {
    return networks.values().stream().filter(network -> network.contains(address)).findFirst();
  }

  /**
   * Over which connections are told of.
   *
   * @throws NullPointerException if there is none of that name
   */
  public LvsNetwork syncNetwork() {
    return Objects.requireNonNull(networks.get(sync.network()), sync.network());
  }

  /** The virtual server of a service. */
  public Optional<VirtualServer> of(Service service) {
    return Optional.ofNullable(virtualServers.get(service));
  }

  /** Where clients of a service connect, if it has a virtual server and is {@link #completed}. */
  Optional<HostPort> endpoint(Service service) {
    return of(service)
        .map(server -> new HostPort(server.addresses().getFirst().text(), server.portNumber()));
  }

  /** With the ports and real servers that the rest of the site gives. */
  Lvs completed(int srmPort, int xmlRpcPort, Nodes nodes) {
    Map<Service, VirtualServer> complete = new EnumMap<>(Service.class);
    virtualServers.forEach((service, server) ->
        complete.put(
            service,
            switch (service) {
              case FRONTENDS -> server.completed(srmPort, nodes.frontends().values());
              case BACKENDS -> server.completed(xmlRpcPort, nodes.backends().values());
            }));
    return new Lvs(
        networks, directors, Collections.unmodifiableMap(complete), vrrp, checks, sync, timeouts);
  }
}
