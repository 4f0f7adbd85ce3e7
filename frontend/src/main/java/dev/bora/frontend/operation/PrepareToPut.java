// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.queue.FileAnswer;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TPutFileRequest;
import java.util.List;

/** srmPrepareToPut (SRM v2.2, 5.5). */
final class PrepareToPut implements OperationHandler<SrmPrepareToPutRequest> {
  private static final int FOR_EVER = -1;

  private final Prepare prepare;

  PrepareToPut(Prepare prepare) {
    this.prepare = prepare;
  }

  @Override
  public SrmResponse handle(Call call, SrmPrepareToPutRequest request) {
    TFileStorageType type = request.desiredFileStorageType();
    if (type != null && type != TFileStorageType.PERMANENT) {
      throw RefusedException.notSupported(
          "Files of type " + type + " are not supported; PERMANENT is");
    }
    Integer fileTime = request.desiredFileLifeTime();
    if (fileTime != null && fileTime < FOR_EVER) {
      throw RefusedException.invalid("desiredFileLifeTime is negative: " + fileTime);
    }
    List<TPutFileRequest> files = request.arrayOfFileRequests();
    List<Prepare.Wish> wishes =
        files == null ? List.of() : files.stream().map(PrepareToPut::wish).toList();
    Prepare.Terms terms =
        new Prepare.Terms(
            RequestKind.PUT,
            request.userRequestDescription(),
            request.transferParameters(),
            request.overwriteOption(),
            request.desiredTotalRequestTime(),
            request.desiredPinLifeTime(),
            request.targetSpaceToken());
    Prepare.Prepared prepared = prepare.prepare(call, terms, wishes);
    return new SrmPrepareToPutResponse(
        prepared.status(),
        prepared.token(),
        prepared.files().stream().map(FileAnswer::asPut).toList(),
        prepared.secondsLeft());
  }

  private static Prepare.Wish wish(TPutFileRequest file) {
    String surl = file.targetSURL();
    if (surl == null) {
      throw RefusedException.invalid("A file request has no targetSURL");
    }
    Long size = file.expectedFileSize();
    if (size != null && size < 0) {
      throw RefusedException.invalid("expectedFileSize is negative: " + size);
    }
    // ARC sends 0 for a size that it does not know.
    return new Prepare.Wish(surl, size == null || size == 0 ? null : size);
  }
}
