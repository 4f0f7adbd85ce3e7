// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Default;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.util.List;

/**
 * The servers that serve a protocol.
 *
 * @param protocol the protocol of the TURLs
 * @param endpoints the servers; none for {@code file}; none for {@code https} and {@code davs}
 *     means Bora's own doors
 * @param pathPrefix what stands in TURLs between the endpoint and the path; {@code /} makes the two
 *     slashes that some clients of {@code gsiftp} need; those of {@code root} have them anyway
 */
public record ProtocolEndpoints(
    @EntryName Protocol protocol,
    List<HostPort> endpoints,
    @Default("") @Matching(pattern = Patterns.PREFIX, permitted = Patterns.PREFIX_PERMITTED)
        String pathPrefix)
    implements Section {

  /** Whether Bora's own doors are meant. */
  public boolean isServedByDoors() {
    return protocol.isServedByDoors() && endpoints.isEmpty();
  }

  @Override
  public void check(SectionCheck check) {
    switch (protocol) {
      case FILE -> {
        if (!endpoints.isEmpty()) {
          check.refuse("endpoints", "a list of " + endpoints.size(), "none for file");
        }
      }
      case GSIFTP, ROOT -> {
        if (endpoints.isEmpty()) {
          check.miss("endpoints", "a list of host:port, with one entry at least");
        }
      }
      case HTTPS, DAVS -> {
        if (isServedByDoors() && !pathPrefix.isEmpty()) {
          check.refuse(
              "path-prefix", pathPrefix, "empty where Bora's own doors serve the protocol");
        }
      }
    }
  }
}
