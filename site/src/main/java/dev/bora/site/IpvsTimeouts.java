// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.time.Duration;

/**
 * How long a director remembers a connection without packets.
 *
 * @param tcp an established one
 * @param tcpFin one that is being closed
 */
public record IpvsTimeouts(
    @Default("1h") @Between(min = "1m", max = "7d") Duration tcp,
    @Default("2m") @Between(min = "1s", max = "1h") Duration tcpFin) {}
