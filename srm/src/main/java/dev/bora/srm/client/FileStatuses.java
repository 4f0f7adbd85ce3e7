// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request of one file came to: that file's status says more than that of the request. */
final class FileStatuses {

  private FileStatuses() {}

  /**
   * Requires success.
   *
   * @throws SrmStatusException with the file's status, or that of the request if there is none
   */
  static void require(TReturnStatus request, @Nullable List<TSURLReturnStatus> files)
      throws SrmStatusException {
    TReturnStatus status =
        files == null || files.isEmpty() ? request : better(request, files.getFirst().status());
    SrmClient.require(status);
  }

  /** The file's status; its explanation, if it has none, is that of the request. */
  static TReturnStatus better(TReturnStatus request, TReturnStatus file) {
    boolean silent = file.explanation() == null || file.explanation().isBlank();
    return silent && file.statusCode() != TStatusCode.SRM_SUCCESS
        ? new TReturnStatus(file.statusCode(), request.explanation())
        : file;
  }
}
