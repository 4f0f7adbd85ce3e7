// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/**
 * A path in a storage area: what locks and pins are keyed by.
 *
 * @param area name of the storage area
 * @param path bytes below its root, without leading slash, empty or dot segments; empty for the
 *     root itself; at most 3000
 */
public record Place(String area, byte[] path) {
  /** Longest path in bytes: the key of the lock table takes no more. */
  public static final int MAX_PATH = 3000;

  /** Checks the length. */
  public Place {
    if (path.length > MAX_PATH) {
      throw new IllegalArgumentException("path of " + path.length + " bytes");
    }
    path = path.clone();
  }

  /** From text. */
  public static Place of(String area, String path) {
    return new Place(area, path.getBytes(UTF_8));
  }

  @Override
  public byte[] path() {
    return path.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place
        && place.area.equals(area)
        && Arrays.equals(place.path, path);
  }

  @Override
  public int hashCode() {
    return Objects.hash(area, Arrays.hashCode(path));
  }

  @Override
  public String toString() {
    return area + ":" + new String(path, UTF_8);
  }
}
