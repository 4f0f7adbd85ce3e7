// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order. What cannot be closed is logged. */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        LOG.warn("interrupted while closing", stopped);
      } catch (Exception failure) {
        LOG.warn("not closed: {}", failure.toString());
      }
    }
  }
}
