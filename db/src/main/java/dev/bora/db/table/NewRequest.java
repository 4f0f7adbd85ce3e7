// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import com.google.common.collect.ImmutableList;
import dev.bora.srm.types.TOverwriteMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it comes in.
 *
 * @param token UUID in text, 36 characters: given to the client, or the operation id of a
 *     synchronous call
 * @param protocols transfer protocols in the client's order
 * @param pinSeconds life of each TURL from the moment it is ready
 * @param requestSeconds within which each file must become ready
 * @param files at least one
 */
public record NewRequest(
    String token,
    RequestKind kind,
    Requester requester,
    @Nullable String description,
    String clientAddress,
    String frontend,
    List<String> protocols,
    TOverwriteMode overwrite,
    boolean wholeTree,
    int pinSeconds,
    int requestSeconds,
    List<NewFile> files) {

  /** Copies the lists. */
  public NewRequest {
    protocols = ImmutableList.copyOf(protocols);
    files = ImmutableList.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a request has at least one file");
    }
  }

  /** The protocols as the column holds them: comma between. */
  public String protocolLine() {
    return String.join(",", protocols);
  }

  /** Those columns that hold numbers and words of our own, for the text of a statement. */
  public String words() {
    return String.join(
        ",",
        "'" + kind + "'",
        Long.toString(requester.share()),
        Integer.toString(pinSeconds),
        Integer.toString(fileCount()),
        "UTC_TIMESTAMP(6),UTC_TIMESTAMP(6) + INTERVAL " + requestSeconds + " SECOND");
  }

  /** How many of its files are to be worked on. */
  public long acceptedCount() {
    return files.stream().filter(file -> file.refusal() == null).count();
  }

  /** How many files it has. */
  public int fileCount() {
    return files.size();
  }
}
