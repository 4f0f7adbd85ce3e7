// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.node.Fence;
import java.io.IOException;

/** The incarnation that was writing a file may not go on. */
final class LifeOverException extends IOException {
  private static final long serialVersionUID = 1;

  LifeOverException(Fence fence) {
    super("epoch " + fence.epoch() + " of " + fence.node() + " may not write any more");
  }
}
