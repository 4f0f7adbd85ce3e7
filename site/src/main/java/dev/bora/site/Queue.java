// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.time.Duration;

/**
 * How work goes from frontends to backends.
 *
 * @param nudgeWait how long a frontend waits for what became of new rows before it answers that
 *     they are queued
 * @param pollInterval how often a backend looks for rows without a nudge
 * @param claimBatch the most files that a backend claims at a time; few, as who takes over waits
 *     for the transaction
 * @param filesInHand the most files of a storage area that a backend has claimed and not ended yet
 * @param retries how often a put or a get is tried again after a failure that may pass by itself
 * @param retryPause before the first of them; each further pause is twice as long, up to 30 s
 */
public record Queue(
    @Default("500ms") @Between(min = "0s", max = "30s") Duration nudgeWait,
    @Default("1s") @Between(min = "10ms", max = "1m") Duration pollInterval,
    @Default("100") @Between(min = "1", max = "500") int claimBatch,
    @Default("200") @Between(min = "1", max = "20000") int filesInHand,
    @Default("5") @Between(min = "0", max = "100") int retries,
    @Default("1s") @Between(min = "10ms", max = "30s") Duration retryPause) {}
