// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;

/**
 * How many files there may be of one kind of request, at the whole site: of all users, and of each.
 * Names and meaning are dCache's.
 *
 * @param maxRequests that have not ended; a request that would be too much is refused
 * @param maxRequestsPerUser a user is a DN within a VO
 * @param maxInprogress that are being prepared; others wait in the queue
 * @param maxInprogressPerUser that are being prepared or wait for a TURL
 * @param maxTransfers whose TURL is out, or about to be; others stay in progress
 */
public record FileLimits(
    @Default("100000") @Between(min = "1", max = "100000000") int maxRequests,
    @Default("50000") @Between(min = "1", max = "100000000") int maxRequestsPerUser,
    @Default("10000") @Between(min = "1", max = "100000000") int maxInprogress,
    @Default("5000") @Between(min = "1", max = "100000000") int maxInprogressPerUser,
    @Default("50000") @Between(min = "1", max = "100000000") int maxTransfers,
    @Default("25000") @Between(min = "1", max = "100000000") int maxTransfersPerUser) {}
