// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.time.Duration;

/**
 * What one frontend takes before it refuses.
 *
 * @param listingEntries in one answer to srmLs; clients ask for up to 1000 at a time and give up if
 *     that is too many, so it cannot be less
 * @param surlsPerRequest in one request
 * @param soapBodySize of one call
 * @param soapMemory of calls until they are answered, and of answers until they are taken,
 *     together; at least {@code soapBodySize}
 * @param connections open at a time
 * @param concurrentCalls answered at a time
 * @param idleTimeout after which a connection without a call is closed; counts from the end of its
 *     negotiation, which has a limit of its own
 * @param callTimeout for receiving one call, from its first byte to its last
 */
public record Limits(
    @Default("1000") @Between(min = "1000", max = "1000000") int listingEntries,
    @Default("10000") @Between(min = "1", max = "1000000") int surlsPerRequest,
    @Default("16MiB") @Between(min = "64KiB", max = "1GiB") ByteSize soapBodySize,
    @Default("128MiB") @Between(min = "64KiB", max = "1TiB") ByteSize soapMemory,
    @Default("2000") @Between(min = "1", max = "1000000") int connections,
    @Default("500") @Between(min = "1", max = "100000") int concurrentCalls,
    @Default("1m") @Between(min = "1s", max = "1d") Duration idleTimeout,
    @Default("30s") @Between(min = "1s", max = "1h") Duration callTimeout) {}
