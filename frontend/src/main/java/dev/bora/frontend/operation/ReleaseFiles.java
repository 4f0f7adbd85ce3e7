// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.OwnedRequest;
import dev.bora.frontend.queue.Requests;
import dev.bora.frontend.queue.Selection;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmReleaseFilesResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * srmReleaseFiles (SRM v2.2, 5.9): gives pins back, of one request or, without a token, all that
 * the caller has on the SURLs. doRemove has no effect: the only copy is the file itself.
 */
final class ReleaseFiles implements OperationHandler<SrmReleaseFilesRequest> {
  private static final TReturnStatus RELEASED =
      new TReturnStatus(TStatusCode.SRM_SUCCESS, "Released");
  private static final TReturnStatus NOT_PINNED =
      new TReturnStatus(TStatusCode.SRM_INVALID_PATH, "Not released because it is not pinned");

  private final Database database;
  private final Requests requests;
  private final SurlResolver resolver;
  private final int mostSurls;

  ReleaseFiles(Database database, Requests requests, SurlResolver resolver, int mostSurls) {
    this.database = database;
    this.requests = requests;
    this.resolver = resolver;
    this.mostSurls = mostSurls;
  }

  @Override
  public SrmResponse handle(Call call, SrmReleaseFilesRequest request) {
    String token = request.requestToken();
    List<String> surls = request.arrayOfSURLs();
    boolean bySurl = surls != null && !surls.isEmpty();
    List<TSURLReturnStatus> files;
    if (token != null) {
      files = ofRequest(call, token, bySurl ? surls : null);
    } else if (bySurl) {
      files = ofUser(call, Arguments.requireSurls(surls, mostSurls));
    } else {
      throw RefusedException.invalid("Neither a request token nor a SURL is given");
    }
    TReturnStatus status =
        Outcomes.sum(
            files.stream().map(TSURLReturnStatus::status).toList(),
            EnumSet.of(TStatusCode.SRM_SUCCESS));
    return new SrmReleaseFilesResponse(status, files);
  }

  private List<TSURLReturnStatus> ofRequest(Call call, String token, @Nullable List<String> surls) {
    OwnedRequest owned = requests.require(token, call.caller(), EnumSet.of(RequestKind.GET));
    List<Selection.Selected> selected =
        surls == null
            ? owned.files().stream().map(file -> new Selection.Selected(file.surl(), file)).toList()
            : Selection.of(owned.files(), Arguments.requireSurls(surls, mostSurls), resolver);
    List<TSURLReturnStatus> statuses = new ArrayList<>();
    for (Selection.Selected one : selected) {
      FileRow file = one.file();
      TReturnStatus status = file == null ? Selection.NOT_IN_REQUEST : release(file.id());
      statuses.add(new TSURLReturnStatus(one.surl(), status));
    }
    return statuses;
  }

  private List<TSURLReturnStatus> ofUser(Call call, List<String> surls) {
    List<TSURLReturnStatus> statuses = new ArrayList<>();
    for (Resolution resolution : resolver.resolve(surls, call.caller())) {
      TReturnStatus status =
          switch (resolution) {
            case Resolution.Found found -> releaseAll(call.caller().dn(), found.place());
            case Resolution.Refused refused -> refused.status();
          };
      statuses.add(new TSURLReturnStatus(resolution.text(), status));
    }
    return statuses;
  }

  private TReturnStatus releaseAll(String dn, Place place) {
    List<Long> pinned =
        database.call(tables -> tables.pins().ofUser(place.area(), place.path(), dn));
    boolean released = false;
    for (long id : pinned) {
      released |= release(id).statusCode() == TStatusCode.SRM_SUCCESS;
    }
    return released ? RELEASED : NOT_PINNED;
  }

  private TReturnStatus release(long fileId) {
    return database.call(tables -> release(tables, fileId));
  }

  private static TReturnStatus release(Tables tables, long fileId) {
    FileRow file = tables.files().byId(fileId);
    if (file == null) {
      return NOT_PINNED;
    }
    boolean released =
        file.state() == FileState.READY
            && UnownedFiles.endPin(
                tables,
                file,
                FileState.RELEASED,
                TStatusCode.SRM_RELEASED,
                null,
                Submissions.KEEP_SECONDS);
    return released ? RELEASED : notReleased(Objects.requireNonNull(tables.files().byId(fileId)));
  }

  private static TReturnStatus notReleased(FileRow file) {
    return switch (file.state()) {
      // Asked again, perhaps after a lost answer.
      case RELEASED -> RELEASED;
      case QUEUED, RUNNING, READY ->
          new TReturnStatus(
              TStatusCode.SRM_FAILURE, "Not released because it is not pinned yet; abort it");
      case EXPIRED ->
          new TReturnStatus(
              TStatusCode.SRM_FILE_LIFETIME_EXPIRED, "Not released because its pin has expired");
      case DONE, ABORTED, FAILED -> NOT_PINNED;
    };
  }
}
