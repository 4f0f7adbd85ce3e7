// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.RawName;
import java.util.List;
import java.util.Optional;

/**
 * A page of a directory's entries, ordered by the bytes of their names.
 *
 * @param entries what was there when its status was read; fewer than asked for if some vanished
 *     meanwhile
 * @param next cursor of the following page, empty if this is the last: any backend can continue
 *     from it
 */
public record ListPage(List<ListedEntry> entries, Optional<RawName> next) {
  public ListPage {
    entries = List.copyOf(entries);
  }
}
