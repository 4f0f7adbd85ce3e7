// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.RefusedException;
import dev.bora.srm.types.SrmLsRequest;
import org.jspecify.annotations.Nullable;

/**
 * How something is to be listed (SRM v2.2, 4.4).
 *
 * @param levels below each path; 0 for the path alone, -1 for all
 * @param offset how many entries below the path are left out
 * @param count how many entries below the path are wanted; null for all
 */
record LsQuery(boolean detailed, int levels, int offset, @Nullable Integer count) {
  private static final int ALL = -1;

  /** As the client wrote it; a count of 0 means all. */
  static LsQuery of(SrmLsRequest request) {
    if (request.fileStorageType() != null) {
      throw RefusedException.notSupported("A listing by fileStorageType is not supported");
    }
    Arguments.requireNotNegative("numOfLevels", request.numOfLevels());
    Arguments.requireNotNegative("offset", request.offset());
    Arguments.requireNotNegative("count", request.count());
    Integer levels = request.numOfLevels();
    Integer offset = request.offset();
    Integer count = request.count();
    return new LsQuery(
        Boolean.TRUE.equals(request.fullDetailedList()),
        Boolean.TRUE.equals(request.allLevelRecursive()) ? ALL : levels == null ? 1 : levels,
        offset == null ? 0 : offset,
        count == null || count == 0 ? null : count);
  }

  /** Whether the client asks for a part. */
  boolean isPart() {
    return offset > 0 || count != null;
  }
}
