// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.io.IOException;

/** Work on a storage area, to be run on one of its threads. */
@FunctionalInterface
public interface AreaCall<T> {
  /** Does the work; it may wait in the kernel for as long as the file system likes. */
  T run() throws IOException;
}
