// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * srmPutDone.
 *
 * @param token the request token that the client holds
 * @param fileNumbers which files of the request are complete, by their number in it
 */
public record PutDoneArgs(String token, List<Integer> fileNumbers) {

  /** Checks and copies what was given. */
  public PutDoneArgs {
    fileNumbers = List.copyOf(fileNumbers);
  }
}
