// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a message may hold before it is refused. Each limit is at least 1.
 *
 * @param bodyBytes the length of the body, in bytes
 * @param depth how deep elements may nest, also by way of {@code href}
 * @param attributes how many attributes an element may have, and namespace declarations likewise
 * @param elements how many elements there may be; one that several {@code href} name counts for
 *     each of them
 * @param textLength the length of one value, in UTF-16 units
 * @param arrayItems how many items an array may have
 */
public record SoapLimits(
    int bodyBytes, int depth, int attributes, int elements, int textLength, int arrayItems) {

  /** Enough for a request of 100,000 files, or a listing of 100 levels. */
  public static final SoapLimits DEFAULTS =
      new SoapLimits(16 * 1024 * 1024, 256, 32, 1_000_000, 65_536, 100_000);

  public SoapLimits {
    boolean positive =
        IntStream.of(bodyBytes, depth, attributes, elements, textLength, arrayItems)
            .allMatch(limit -> limit > 0);
    if (!positive || bodyBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a limit of messages is not from 1 to 2^31-2: "
              + List.of(bodyBytes, depth, attributes, elements, textLength, arrayItems));
    }
  }
}
