// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.time.Duration;

/**
 * How directors find out which real servers are well.
 *
 * @param interval between two checks of a real server
 * @param timeout after which it has not answered
 * @param retries how often a check is repeated, at once, before the real server is taken out
 */
public record HealthChecks(
    @Default("1s") @Between(min = "100ms", max = "1m") Duration interval,
    @Default("1s") @Between(min = "100ms", max = "1m") Duration timeout,
    @Default("1") @Between(min = "0", max = "10") int retries) {}
