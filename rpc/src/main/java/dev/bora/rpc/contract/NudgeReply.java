// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * What became of nudged rows.
 *
 * @param files empty when they were not finished in time
 */
public record NudgeReply(List<FileState> files) {

  /** Checks and copies what was given. */
  public NudgeReply {
    files = List.copyOf(files);
  }
}
