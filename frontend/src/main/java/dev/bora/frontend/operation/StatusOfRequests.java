// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.FileAnswer;
import dev.bora.frontend.queue.OwnedRequest;
import dev.bora.frontend.queue.RequestStatus;
import dev.bora.frontend.queue.Requests;
import dev.bora.frontend.queue.Selection;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** srmStatusOfGetRequest and srmStatusOfPutRequest (SRM v2.2, 5.2 and 5.6): from the rows alone. */
final class StatusOfRequests {
  private final Requests requests;
  private final SurlResolver resolver;
  private final int mostSurls;

  StatusOfRequests(Requests requests, SurlResolver resolver, int mostSurls) {
    this.requests = requests;
    this.resolver = resolver;
    this.mostSurls = mostSurls;
  }

  private record Told(TReturnStatus status, List<FileAnswer> files, int secondsLeft) {}

  SrmResponse get(Call call, SrmStatusOfGetRequestRequest request) {
    Told told = tell(call, request.requestToken(), RequestKind.GET, request.arrayOfSourceSURLs());
    return new SrmStatusOfGetRequestResponse(
        told.status(), told.files().stream().map(FileAnswer::asGet).toList(), told.secondsLeft());
  }

  SrmResponse put(Call call, SrmStatusOfPutRequestRequest request) {
    Told told = tell(call, request.requestToken(), RequestKind.PUT, request.arrayOfTargetSURLs());
    return new SrmStatusOfPutRequestResponse(
        told.status(), told.files().stream().map(FileAnswer::asPut).toList(), told.secondsLeft());
  }

  private Told tell(Call call, String token, RequestKind kind, @Nullable List<String> surls) {
    OwnedRequest owned = requests.require(token, call.caller(), EnumSet.of(kind));
    List<FileAnswer> all = owned.answers();
    TReturnStatus status = RequestStatus.of(all);
    if (surls == null || surls.isEmpty()) {
      return new Told(status, all, owned.secondsLeft());
    }
    List<Selection.Selected> selected =
        Selection.of(owned.files(), Arguments.requireSurls(surls, mostSurls), resolver);
    List<FileAnswer> files = selected.stream().map(StatusOfRequests::answer).toList();
    long missing = selected.stream().filter(one -> one.file() == null).count();
    return new Told(narrowed(status, missing, files.size()), files, owned.secondsLeft());
  }

  private static FileAnswer answer(Selection.Selected one) {
    FileRow file = one.file();
    if (file == null) {
      return FileAnswer.without(one.surl(), FileState.FAILED, Selection.NOT_IN_REQUEST);
    }
    FileAnswer answer = FileAnswer.of(file);
    // The SURL as this call has it: that is what the client looks for.
    return new FileAnswer(
        one.surl(),
        answer.state(),
        answer.status(),
        answer.size(),
        answer.secondsLeft(),
        answer.turl());
  }

  private static TReturnStatus narrowed(TReturnStatus status, long missing, int asked) {
    if (missing == asked) {
      return new TReturnStatus(TStatusCode.SRM_FAILURE, "None of these SURLs is in the request");
    }
    if (missing > 0 && status.statusCode() == TStatusCode.SRM_SUCCESS) {
      return new TReturnStatus(
          TStatusCode.SRM_PARTIAL_SUCCESS, "Some of these SURLs are not in the request");
    }
    return status;
  }
}
