// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.types.TGetRequestFileStatus;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the only file of a put or get request stands.
 *
 * @param status of the file; that of the request when the answer has no file
 * @param turl where it can be written or read, once it is ready
 * @param size in bytes, if told
 */
record PreparedFile(TReturnStatus status, @Nullable String turl, @Nullable Long size) {

  static PreparedFile ofPut(TReturnStatus request, @Nullable List<TPutRequestFileStatus> files) {
    if (files == null || files.isEmpty()) {
      return new PreparedFile(request, null, null);
    }
    TPutRequestFileStatus file = files.getFirst();
    return new PreparedFile(
        FileStatuses.better(request, file.status()), file.transferURL(), file.fileSize());
  }

  static PreparedFile ofGet(TReturnStatus request, @Nullable List<TGetRequestFileStatus> files) {
    if (files == null || files.isEmpty()) {
      return new PreparedFile(request, null, null);
    }
    TGetRequestFileStatus file = files.getFirst();
    return new PreparedFile(
        FileStatuses.better(request, file.status()), file.transferURL(), file.fileSize());
  }
}
