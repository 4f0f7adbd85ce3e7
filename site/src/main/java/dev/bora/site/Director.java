// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import dev.bora.site.binding.NotEmpty;
import java.util.List;

/**
 * A host that directs packets.
 *
 * @param name the site's own; also its keepalived router_id
 * @param addresses its own, at least one on each network
 * @param priority the greatest of those that live is active
 */
public record Director(
    @EntryName @Matching(pattern = Patterns.NODE, permitted = Patterns.NODE_PERMITTED) String name,
    @NotEmpty List<IpAddress> addresses,
    @Default("100") @Between(min = "1", max = "254") int priority) {}
