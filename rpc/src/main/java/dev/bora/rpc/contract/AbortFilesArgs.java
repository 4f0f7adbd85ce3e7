// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * srmAbortFiles.
 *
 * @param token the request token that the client holds
 * @param fileNumbers which files of the request to abort, by their number in it
 */
public record AbortFilesArgs(String token, List<Integer> fileNumbers) {

  /** Checks and copies what was given. */
  public AbortFilesArgs {
    fileNumbers = List.copyOf(fileNumbers);
  }
}
