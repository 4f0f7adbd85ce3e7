// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestRow;
import java.util.List;

/**
 * A request that the caller may see and change, with its files in order.
 *
 * @param files all of them
 */
public record OwnedRequest(RequestRow row, List<FileRow> files) {
  /** Copies the list. */
  public OwnedRequest {
    files = List.copyOf(files);
  }

  /** What is left of the total request time, in seconds. */
  public int secondsLeft() {
    return Math.clamp(row.secondsLeft(), 0, Integer.MAX_VALUE);
  }

  /** What is told of the files. */
  public List<FileAnswer> answers() {
    return files.stream().map(FileAnswer::of).toList();
  }
}
