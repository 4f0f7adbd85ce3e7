// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.Matching;

/**
 * The active director tells the other of its connections, so that they survive it.
 *
 * @param enabled whether it does
 * @param network over which, by multicast
 * @param id by which the two know each other
 */
public record ConnectionSync(
    @Default("true") boolean enabled,
    @Derived("the last of lvs.networks")
        @Matching(pattern = "|" + Patterns.NODE, permitted = "the name of one of lvs.networks")
        String network,
    @Default("1") @Between(min = "0", max = "255") int id) {

  ConnectionSync withNetwork(String that) {
    return new ConnectionSync(enabled, that, id);
  }
}
