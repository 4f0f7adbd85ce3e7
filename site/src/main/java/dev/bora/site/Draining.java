// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.time.Duration;

/**
 * How a node leaves, or is taken out of service.
 *
 * @param notice how long it serves on after its health answers have said that it drains: longer
 *     than the directors need to notice, which is their interval between two checks times the
 *     checks that must fail; nothing where no director looks at it
 * @param finish how long it then waits for what it has in hand
 */
public record Draining(
    @Default("5s") @Between(min = "0s", max = "5m") Duration notice,
    @Default("30s") @Between(min = "0s", max = "1h") Duration finish) {}
