// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.io.IOException;

/** One operation: brings a file from where its journal says it is to its end. */
public interface Room {
  /**
   * Works on a file, from the start or from the step in its journal.
   *
   * @return what the client is told; the row says the same
   * @throws IOException what the file system answered, if the row was not ended for it
   */
  Result run(Task task) throws IOException;
}
