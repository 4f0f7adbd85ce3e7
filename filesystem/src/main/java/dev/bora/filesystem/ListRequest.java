// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.RawName;
import java.util.Optional;

/**
 * Which part of a directory to list.
 *
 * @param after cursor: only names after this one; empty from the first
 * @param skip how many entries to pass over first, not negative
 * @param limit largest number of entries, 1 to {@value #LARGEST_PAGE}
 * @param checksums whether to read the kept checksums as well
 */
public record ListRequest(Optional<RawName> after, long skip, int limit, boolean checksums) {
  /** Largest page: bounds the memory of a listing. */
  public static final int LARGEST_PAGE = 10_000;

  public ListRequest {
    if (skip < 0 || limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("page of " + limit + " entries after skipping " + skip);
    }
  }

  /** The first page. */
  public static ListRequest first(int limit) {
    return new ListRequest(Optional.empty(), 0, limit, false);
  }

  /** The page that a cursor leads to. */
  public ListRequest continuedAt(RawName cursor) {
    return new ListRequest(Optional.of(cursor), 0, limit, checksums);
  }
}
