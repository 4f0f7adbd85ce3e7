// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmLs: one page of a listing.
 *
 * @param paths what to list, in the client's order
 * @param detailed whether owner, modes, checksum and the like are wanted
 * @param levels how many levels below each path; 0 for the path alone, -1 for all
 * @param offset how many entries to skip before the first page, at least 0
 * @param count how many entries the page may have, at least 1
 * @param cursor where to go on, from the page before; null for the first page
 */
public record LsArgs(
    List<PathRef> paths,
    boolean detailed,
    int levels,
    long offset,
    int count,
    @Nullable String cursor) {

  /** Checks and copies what was given. */
  public LsArgs {
    paths = List.copyOf(paths);
    if (levels < -1) {
      throw new IllegalArgumentException("levels is less than -1");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset is negative");
    }
    if (count < 1) {
      throw new IllegalArgumentException("count is less than 1");
    }
  }
}
