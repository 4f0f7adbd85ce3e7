// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves data over HTTPS.
 *
 * @param name what {@code --node} says
 * @param address the host under which the other nodes reach it
 * @param httpsPort the port for clients
 * @param listenAddress what the main port is bound to
 * @param publicHost the host in TURLs
 * @param publicPort the port in TURLs: another than the door's own where an address translation or
 *     a balancer stands before it; never null in a door that was made
 * @param healthAddress what health and metrics are bound to
 * @param healthPort the port of health and metrics
 */
public record DoorNode(
    @EntryName @Matching(pattern = Patterns.NODE, permitted = Patterns.NODE_PERMITTED) String name,
    @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED) String address,
    @Default("8443") @Between(min = "1", max = "65535") int httpsPort,
    @Derived("the address")
        @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED)
        String listenAddress,
    @Derived("the address")
        @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED)
        String publicHost,
    @Derived("the https-port") @Nullable @Between(min = "1", max = "65535") Integer publicPort,
    @Derived("the address")
        @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED)
        String healthAddress,
    @Default("9998") @Between(min = "1", max = "65535") int healthPort)
    implements Node {

  /** Everything is at the address, unless the file says otherwise. */
  public DoorNode {
    listenAddress = listenAddress.isEmpty() ? address : listenAddress;
    publicHost = publicHost.isEmpty() ? address : publicHost;
    publicPort = publicPort == null ? Integer.valueOf(httpsPort) : publicPort;
    healthAddress = healthAddress.isEmpty() ? address : healthAddress;
  }

  @Override
  public int port() {
    return httpsPort;
  }

  /** Where clients find it, as TURLs say. */
  public HostPort publicEndpoint() {
    return new HostPort(publicHost, Objects.requireNonNull(publicPort, "public-port"));
  }
}
