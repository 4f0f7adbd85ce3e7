// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaCall;
import dev.bora.filesystem.StorageArea;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * A storage area of the site, open on this host.
 *
 * @param config what the site file says of it
 * @param disk its file system
 */
public record OpenArea(dev.bora.site.StorageArea config, StorageArea disk) {
  /** Runs a piece of file system work on one of the area's own threads. */
  public <T> T onDisk(AreaCall<T> work) throws IOException {
    try {
      return disk.call(work);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(exception);
    }
  }
}
