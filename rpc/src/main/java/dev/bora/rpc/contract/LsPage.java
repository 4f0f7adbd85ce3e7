// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param entries flattened depth first
 * @param cursor to be given back for the next page; null when this is the last
 */
public record LsPage(List<LsEntry> entries, @Nullable String cursor) {

  /** Checks and copies what was given. */
  public LsPage {
    entries = List.copyOf(entries);
  }
}
