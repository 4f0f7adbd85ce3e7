// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;

/**
 * Answers SRM clients.
 *
 * @param name what {@code --node} says
 * @param address the host under which the other nodes reach it
 * @param srmPort the port for SRM clients
 * @param listenAddress what the main port is bound to
 * @param healthAddress what health and metrics are bound to
 * @param healthPort the port of health and metrics
 */
public record FrontendNode(
    @EntryName @Matching(pattern = Patterns.NODE, permitted = Patterns.NODE_PERMITTED) String name,
    @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED) String address,
    @Default("8444") @Between(min = "1", max = "65535") int srmPort,
    @Derived("the address")
        @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED)
        String listenAddress,
    @Derived("the address")
        @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED)
        String healthAddress,
    @Default("9998") @Between(min = "1", max = "65535") int healthPort)
    implements Node {

  /** Everything is at the address, unless the file says otherwise. */
  public FrontendNode {
    listenAddress = listenAddress.isEmpty() ? address : listenAddress;

    healthAddress = healthAddress.isEmpty() ? address : healthAddress;
  }

  @Override
  public int port() {
    return srmPort;
  }
}
