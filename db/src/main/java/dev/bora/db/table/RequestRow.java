// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import com.google.common.base.Splitter;
import dev.bora.srm.types.TOverwriteMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code request}.
 *
 * @param wholeTree srmRmdir, recursive
 * @param files how many it has
 * @param secondsLeft of the total request time, on the database's clock; negative when it has run
 *     out
 */
public record RequestRow(
    long id,
    String token,
    RequestKind kind,
    String dn,
    @Nullable String vo,
    String fqans,
    long share,
    @Nullable String description,
    String clientAddress,
    String frontend,
    String protocols,
    TOverwriteMode overwrite,
    boolean wholeTree,
    int pinSeconds,
    int files,
    Instant createdAt,
    long secondsLeft) {

  /** Who asked. */
  public Requester requester() {
    return new Requester(dn, vo, Requester.fqansOf(fqans));
  }

  /** Transfer protocols in the client's order. */
  public List<String> protocolList() {
    return Splitter.on(',').omitEmptyStrings().splitToList(protocols);
  }
}
