// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Matching;
import java.util.List;

/**
 * The SRM service as clients see it.
 *
 * @param host the name in the SURLs that Bora makes: the virtual address, or the only frontend
 * @param port the port in the SURLs that Bora makes
 * @param path the service's path in endpoints
 * @param accepted other hosts and ports under which SURLs of this site are known
 */
public record Srm(
    @Matching(pattern = HostPort.HOST_PATTERN, permitted = HostPort.HOST_PERMITTED) String host,
    @Default("8444") @Between(min = "1", max = "65535") int port,
    @Default("/srm/managerv2")
        @Matching(pattern = Patterns.SITE_PATH, permitted = Patterns.SITE_PATH_PERMITTED)
        String path,
    List<HostPort> accepted) {

  /** The host and port in SURLs. */
  public HostPort endpoint() {
    return new HostPort(host, port);
  }
}
