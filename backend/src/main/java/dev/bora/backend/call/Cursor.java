// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.filesystem.AreaPath;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on, as text that frontends carry.
 *
 * @param pathIndex which of the paths
 * @param last the entry seen last; null if not even the path itself was
 */
record Cursor(int pathIndex, @Nullable AreaPath last) {
  private static final String FROM_THE_TOP = "-";

  static Cursor parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a cursor");
    }
    String path = text.substring(colon + 1);
    return new Cursor(
        Integer.parseInt(text.substring(0, colon)),
        path.equals(FROM_THE_TOP) ? null : AreaPath.of(Base64.getUrlDecoder().decode(path)));
  }

  String text() {
    return pathIndex + ":" + (last == null ? FROM_THE_TOP : encoded(last));
  }

  private static String encoded(AreaPath path) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(path.bytes());
  }
}
