// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

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

  /** Enough for a request of 100,000 files. */
  public static final SoapLimits DEFAULTS =
      new SoapLimits(16 * 1024 * 1024, 64, 32, 1_000_000, 65_536, 100_000);

  public SoapLimits {
    if (Math.min(
            Math.min(Math.min(bodyBytes, depth), Math.min(attributes, elements)),
            Math.min(textLength, arrayItems))
        < 1) {
      throw new IllegalArgumentException("each limit of a message is at least 1");
    }
  }
}
