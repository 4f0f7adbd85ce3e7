// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asked. Requests belong to their DN.
 *
 * @param dn slash form
 * @param vo null if no VOMS attribute and no gridmap entry names one
 * @param fqans in the order of the credential, without NULL roles and capabilities
 */
public record Requester(String dn, @Nullable String vo, List<String> fqans) {

  /** Copies the list. */
  public Requester {
    fqans = ImmutableList.copyOf(fqans);
  }

  /** The share of the queue that this user draws from: a user within a VO. */
  public long share() {
    return Hashing.sha256()
        .newHasher()
        .putString(vo == null ? "" : vo, UTF_8)
        .putByte((byte) 0)
        .putString(dn, UTF_8)
        .hash()
        .asLong();
  }

  /** The FQANs as the column holds them: one a line. */
  public String fqanLines() {
    return Joiner.on('\n').join(fqans);
  }

  static List<String> fqansOf(String lines) {
    return Splitter.on('\n').omitEmptyStrings().splitToList(lines);
  }
}
