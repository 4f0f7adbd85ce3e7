// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import dev.bora.site.binding.NotEmpty;
import java.util.List;

/**
 * A network that the directors are on: what one interface of each reaches without a router.
 *
 * @param name the site's own
 * @param subnets its addresses, of IPv4, IPv6 or both
 * @param interfaceName of the directors on it
 * @param vrrpId by which the directors know each other there; no other VRRP router of the network
 *     may have it
 * @param gateways addresses that the active director has there besides the virtual ones: the
 *     default route of real servers behind NAT
 */
public record LvsNetwork(
    @EntryName @Matching(pattern = Patterns.NODE, permitted = Patterns.NODE_PERMITTED) String name,
    @NotEmpty List<Subnet> subnets,
    @Matching(pattern = Patterns.INTERFACE, permitted = Patterns.INTERFACE_PERMITTED)
        String interfaceName,
    @Between(min = "1", max = "255") int vrrpId,
    List<IpAddress> gateways) {

  /** Whether an address is one of this network. */
  public boolean contains(IpAddress address) {
    return subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }

  /** The subnet of an address of this network. */
  public Subnet subnetOf(IpAddress address) {
    return subnets.stream()
        .filter(subnet -> subnet.contains(address))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(address + " is not in " + name));
  }
}
