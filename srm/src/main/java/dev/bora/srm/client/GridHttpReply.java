// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP reply.
 *
 * @param status three digits
 * @param headers by name, whatever its case
 * @param body complete; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // bytes handed through once; never compared
public record GridHttpReply(int status, Map<String, List<String>> headers, byte[] body) {

  /** Copies the headers. */
  public GridHttpReply {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = java.util.Collections.unmodifiableMap(copy);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
