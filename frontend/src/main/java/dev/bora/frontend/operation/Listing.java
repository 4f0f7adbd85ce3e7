// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.frontend.names.Resolution;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.PathRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What backends list, page by page, up to a limit. */
final class Listing {
  /** Entries in one page: several pages make one answer. */
  static final int PAGE = 1000;

  private final Call call;
  private final LsQuery query;
  private final List<PathRef> paths;
  private final List<LsEntry> entries = new ArrayList<>();
  private int below;
  private boolean more;

  private Listing(Call call, LsQuery query, List<Resolution.Found> places) {
    this.call = call;
    this.query = query;
    this.paths = places.stream().map(Resolution.Found::reference).toList();
  }

  /**
   * Lists paths.
   *
   * @param places the query's offset and count hold for each; more than one only for a query
   *     without them
   * @param most entries below the paths
   */
  static Listing of(Call call, LsQuery query, List<Resolution.Found> places, int most) {
    Listing listing = new Listing(call, query, places);
    int wanted = query.count() == null ? most : Math.min(query.count(), most);
    if (query.offset() == 0) {
      listing.read(query.levels(), 0, wanted);
    } else {
      // The paths themselves are entries too, and come first.
      listing.read(0, 0, 0);
      if (query.levels() != 0) {
        listing.read(query.levels(), query.offset() + (long) places.size(), wanted);
      }
    }
    return listing;
  }

  private void read(int levels, long offset, int wanted) {
    more = false;
    @Nullable String cursor = null;
    do {
      // One more than is wanted tells whether there is more.
      int missing = Math.min(PAGE, wanted - below + paths.size() + 1);
      LsPage page =
          call.backend()
              .ls(
                  call.operation(),
                  new LsArgs(paths, query.detailed(), levels, offset, missing, cursor));
      for (LsEntry entry : page.entries()) {
        if (entry.depth() > 0 && below == wanted) {
          more = true;
          return;
        }
        below += entry.depth() > 0 ? 1 : 0;
        entries.add(entry);
      }
      cursor = page.cursor();
    } while (cursor != null);
  }

  /** Flattened depth first. */
  List<LsEntry> entries() {
    return entries;
  }

  /** How many of them are below the paths. */
  int below() {
    return below;
  }

  /** Whether there is more than was wanted. */
  boolean hasMore() {
    return more;
  }
}
