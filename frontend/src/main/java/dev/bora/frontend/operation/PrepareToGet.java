// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.queue.FileAnswer;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TDirOption;
import dev.bora.srm.types.TGetFileRequest;
import java.util.List;

/** srmPrepareToGet (SRM v2.2, 5.1). */
final class PrepareToGet implements OperationHandler<SrmPrepareToGetRequest> {
  private final Prepare prepare;

  PrepareToGet(Prepare prepare) {
    this.prepare = prepare;
  }

  @Override
  public SrmResponse handle(Call call, SrmPrepareToGetRequest request) {
    List<Prepare.Wish> wishes =
        request.arrayOfFileRequests().stream().map(PrepareToGet::wish).toList();
    Prepare.Terms terms =
        new Prepare.Terms(
            RequestKind.GET,
            request.userRequestDescription(),
            request.transferParameters(),
            null,
            request.desiredTotalRequestTime(),
            request.desiredPinLifeTime(),
            request.targetSpaceToken());
    Prepare.Prepared prepared = prepare.prepare(call, terms, wishes);
    return new SrmPrepareToGetResponse(
        prepared.status(),
        prepared.token(),
        prepared.files().stream().map(FileAnswer::asGet).toList(),
        prepared.secondsLeft());
  }

  private static Prepare.Wish wish(TGetFileRequest file) {
    TDirOption directory = file.dirOption();
    if (directory != null && directory.isSourceADirectory()) {
      throw RefusedException.notSupported(
          "A directory as source is not supported: list it, and ask for its files");
    }
    return new Prepare.Wish(file.sourceSURL(), null);
  }
}
