// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * Rows that were just committed, to be claimed first. A hint: losing it costs latency only.
 *
 * @param requestId the request's row
 * @param fileIds its file rows
 * @param waitMillis how long the reply may wait for what becomes of them; 0 for not at all
 */
public record NudgeArgs(long requestId, List<Long> fileIds, int waitMillis) {

  /** Checks and copies what was given. */
  public NudgeArgs {
    fileIds = List.copyOf(fileIds);
    if (waitMillis < 0) {
      throw new IllegalArgumentException("waitMillis is negative");
    }
  }
}
