// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files that wait here back into the queue, when another backend is better for them. */
final class HandBack {
  private static final Logger LOG = LoggerFactory.getLogger(HandBack.class);

  private final Tools tools;
  private final InHand inHand;

  HandBack(Tools tools, InHand inHand) {
    this.tools = tools;
    this.inHand = inHand;
  }

  /**
   * Hands a file back, if there is a reason to.
   *
   * @return whether it is not this incarnation's any more; false also if it must stay, as something
   *     of it has begun or a client waits for it
   */
  boolean isDone(FileRow row) {
    Optional<String> reason = reason(row);
    if (reason.isEmpty()) {
      return false;
    }
    try {
      if (tools.claims().handBack(row)) {
        inHand.letGo(row);
        LOG.info("file {} goes back to the queue: {}", row.id(), reason.get());
        return true;
      }
    } catch (FencedException fenced) {
      inHand.letGo(row);
      LOG.info("file {} left to others: {}", row.id(), fenced.getMessage());
      return true;
    } catch (RuntimeException kept) {
      LOG.debug("file {} is kept", row.id(), kept);
    }
    return false;
  }

  private Optional<String> reason(FileRow row) {
    return tools.areas().changeRefusal(row.place().area()).isPresent()
        ? Optional.of("its area does not work here")
        : tools.drain().reason();
  }
}
