// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.NotEmpty;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The virtual addresses of a service.
 *
 * @param service whose
 * @param addresses one, or one of IPv4 and one of IPv6
 * @param port never null in a {@link Site}
 * @param forwarding to the real servers
 * @param scheduler for new connections
 * @param persistence how long a client's address stays with its real server; zero: not at all
 * @param realServers by the name of their node; in a {@link Site}, all nodes of the service
 */
public record VirtualServer(
    @EntryName Service service,
    @NotEmpty List<IpAddress> addresses,
    @Derived("srm.port; for backends that of rpc.backend-address")
        @Nullable
        @Between(min = "1", max = "65535")
        Integer port,
    @Default("DR") Forwarding forwarding,
    @Default("wlc") Scheduler scheduler,
    @Default("0s") @Between(min = "0s", max = "1d") Duration persistence,
    @Derived("all nodes of the service, each with the defaults")
        Map<String, RealServer> realServers) {

  /** Where its clients connect. */
  public int portNumber() {
    return Objects.requireNonNull(port, "port");
  }

  /**
   * What a node is there.
   *
   * @throws NullPointerException if it is no node of the service, or outside of a {@link Site}
   */
  public RealServer realServer(String node) {
    return Objects.requireNonNull(realServers.get(node), node);
  }

  VirtualServer completed(int portByDefault, Collection<? extends Node> nodes) {
    Map<String, RealServer> all = new TreeMap<>(realServers);
    for (Node node : nodes) {
      RealServer given =
          all.getOrDefault(node.name(), new RealServer(node.name(), List.of(), DEFAULT_WEIGHT));
      List<IpAddress> own = IpAddress.ofHost(node.address()).map(List::of).orElse(List.of());
      all.put(node.name(), given.addresses().isEmpty() ? given.withAddresses(own) : given);
    }
    return new VirtualServer(
        service,
        addresses,
        port == null ? Integer.valueOf(portByDefault) : port,
        forwarding,
        scheduler,
        persistence,
        Collections.unmodifiableMap(all));
  }

  private static final int DEFAULT_WEIGHT = 100;
}
