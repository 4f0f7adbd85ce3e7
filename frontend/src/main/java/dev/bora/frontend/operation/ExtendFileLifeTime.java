// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Ids;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.OwnedRequest;
import dev.bora.frontend.queue.Requests;
import dev.bora.frontend.queue.Selection;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.site.Lifetimes;
import dev.bora.srm.types.SrmExtendFileLifeTimeRequest;
import dev.bora.srm.types.SrmExtendFileLifeTimeResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLLifetimeReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * srmExtendFileLifeTime (SRM v2.2, 5.16): with a token the life of pins and write TURLs, without
 * one that of files, which is for ever already. Times count from now.
 */
final class ExtendFileLifeTime implements OperationHandler<SrmExtendFileLifeTimeRequest> {
  private static final int FOR_EVER = -1;
  private static final TReturnStatus OVER =
      new TReturnStatus(TStatusCode.SRM_FILE_LIFETIME_EXPIRED, "Its time is over");

  private final Database database;
  private final Requests requests;
  private final SurlResolver resolver;
  private final Lifetimes lifetimes;
  private final int mostSurls;

  ExtendFileLifeTime(
      Database database,
      Requests requests,
      SurlResolver resolver,
      Lifetimes lifetimes,
      int mostSurls) {
    this.database = database;
    this.requests = requests;
    this.resolver = resolver;
    this.lifetimes = lifetimes;
    this.mostSurls = mostSurls;
  }

  @Override
  public SrmResponse handle(Call call, SrmExtendFileLifeTimeRequest request) {
    List<String> surls = Arguments.requireSurls(request.arrayOfSURLs(), mostSurls);
    Integer fileTime = request.newFileLifeTime();
    Integer pinTime = request.newPinLifeTime();
    String token = request.requestToken();
    if (fileTime != null && pinTime != null) {
      throw RefusedException.invalid("newFileLifeTime and newPinLifeTime cannot be given together");
    }
    List<TSURLLifetimeReturnStatus> files;
    if (token != null && pinTime != null) {
      int seconds =
          Arguments.granted(
              "newPinLifeTime", pinTime, lifetimes.pinDefault(), lifetimes.pinMaximum());
      files = pins(call, token, surls, seconds);
    } else if (token == null && fileTime != null) {
      if (fileTime < FOR_EVER) {
        throw RefusedException.invalid("newFileLifeTime is negative: " + fileTime);
      }
      files = files(call, surls);
    } else {
      throw RefusedException.invalid(
          "A request token goes with newPinLifeTime, and newFileLifeTime with none");
    }
    return new SrmExtendFileLifeTimeResponse(
        Outcomes.sum(
            files.stream().map(TSURLLifetimeReturnStatus::status).toList(),
            EnumSet.of(TStatusCode.SRM_SUCCESS)),
        files);
  }

  private List<TSURLLifetimeReturnStatus> pins(
      Call call, String token, List<String> surls, int seconds) {
    OwnedRequest owned = requests.require(token, call.caller(), Requests.ASYNCHRONOUS);
    List<TSURLLifetimeReturnStatus> statuses = new ArrayList<>();
    for (Selection.Selected one : Selection.of(owned.files(), surls, resolver)) {
      FileRow file = one.file();
      TReturnStatus status =
          file == null
              ? Selection.NOT_IN_REQUEST
              : database.call(tables -> extend(tables, file.id(), seconds));
      boolean extended = status.statusCode() == TStatusCode.SRM_SUCCESS;
      statuses.add(
          new TSURLLifetimeReturnStatus(one.surl(), status, null, extended ? seconds : null));
    }
    return statuses;
  }

  private static TReturnStatus extend(Tables tables, long fileId, int seconds) {
    if (tables.files().extend(fileId, seconds) == 1) {
      tables.deadlines().in(seconds, Ids.of(fileId));
      return new TReturnStatus(TStatusCode.SRM_SUCCESS);
    }
    FileRow file = tables.files().byId(fileId);
    if (file == null) {
      return Selection.NOT_IN_REQUEST;
    }
    return switch (file.state()) {
      case QUEUED, RUNNING ->
          new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, "No TURL available");
      // No backend has come to end it yet.
      case READY -> OVER;
      case DONE ->
          new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, "srmPutDone was called already");
      case RELEASED -> new TReturnStatus(TStatusCode.SRM_RELEASED, "The file was released");
      case ABORTED -> new TReturnStatus(TStatusCode.SRM_ABORTED, "The file was aborted");
      case EXPIRED -> OVER;
      case FAILED -> new TReturnStatus(TStatusCode.SRM_FAILURE, file.explanation());
    };
  }

  private List<TSURLLifetimeReturnStatus> files(Call call, List<String> surls) {
    List<TSURLLifetimeReturnStatus> statuses = new ArrayList<>();
    for (Resolution resolution : resolver.resolve(surls, call.caller())) {
      TReturnStatus status =
          switch (resolution) {
            case Resolution.Found found -> seen(call, found);
            case Resolution.Refused refused -> refused.status();
          };
      boolean there = status.statusCode() == TStatusCode.SRM_SUCCESS;
      statuses.add(
          new TSURLLifetimeReturnStatus(resolution.text(), status, there ? FOR_EVER : null, null));
    }
    return statuses;
  }

  private static TReturnStatus seen(Call call, Resolution.Found found) {
    LsPage page =
        call.backend()
            .ls(call.operation(), new LsArgs(List.of(found.reference()), false, 0, 0, 1, null));
    TReturnStatus status =
        page.entries().stream()
            .map(LsEntry::outcome)
            .map(Outcomes::status)
            .findFirst()
            .orElseGet(
                () -> new TReturnStatus(TStatusCode.SRM_INVALID_PATH, "No such file or directory"));
    return switch (status.statusCode()) {
      case SRM_FILE_BUSY ->
          new TReturnStatus(TStatusCode.SRM_FAILURE, "The file is busy: it is being written");
      default -> status;
    };
  }
}
