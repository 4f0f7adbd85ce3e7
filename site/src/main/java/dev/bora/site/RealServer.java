// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import java.util.List;

/**
 * A node behind the directors.
 *
 * @param name that of the node
 * @param addresses where the directors reach it, one of each family of the virtual addresses
 * @param weight how much it gets beside the others; the health check takes it to 0 while it drains
 */
public record RealServer(
    @EntryName @Matching(pattern = Patterns.NODE, permitted = Patterns.NODE_PERMITTED) String name,
    @Derived("the node's address, if that is an IP address") List<IpAddress> addresses,
    @Default("100") @Between(min = "1", max = "253") int weight) {

  RealServer withAddresses(List<IpAddress> those) {
    return new RealServer(name, those, weight);
  }
}
