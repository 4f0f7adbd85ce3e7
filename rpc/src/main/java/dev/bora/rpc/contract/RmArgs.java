// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * srmRm.
 *
 * @param files what to remove, in the client's order
 */
public record RmArgs(List<PathRef> files) {

  /** Checks and copies what was given. */
  public RmArgs {
    files = List.copyOf(files);
  }
}
