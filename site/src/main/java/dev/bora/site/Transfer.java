// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import java.time.Duration;
import java.util.Map;

/**
 * How files are read and written.
 *
 * @param protocols for storage areas that name none of their own
 * @param probeInterval how often the endpoints are tried
 * @param probeTimeout after which an endpoint does not answer
 */
public record Transfer(
    @Derived("https and davs by the doors, if there are doors")
        Map<Protocol, ProtocolEndpoints> protocols,
    @Default("20s") @Between(min = "1s", max = "1h") Duration probeInterval,
    @Default("2s") @Between(min = "100ms", max = "1m") Duration probeTimeout) {

  Transfer withProtocols(Map<Protocol, ProtocolEndpoints> effective) {
    return new Transfer(effective, probeInterval, probeTimeout);
  }
}
