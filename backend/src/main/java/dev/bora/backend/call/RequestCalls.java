// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.room.Aborts;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Tools;
import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * srmPutDone, srmAbortRequest and srmAbortFiles: one conditional change of each file's row decides
 * who of several goes on. The row keeps the operation id, so that the same call, asked again, knows
 * what it has done itself.
 */
public final class RequestCalls {
  private final Tools tools;
  private final Runner runner;
  private final Aborts aborts;
  private final Waiting waiting;

  /** Of this incarnation. */
  public RequestCalls(Tools tools, Runner runner, Aborts aborts) {
    this.aborts = aborts;
    this.tools = tools;
    this.runner = runner;
    this.waiting = new Waiting(tools);
  }

  List<Outcome> putDone(CallContext context, PutDoneArgs args) {
    return each(
        context,
        args.token(),
        args.fileNumbers(),
        (_, file) -> putDone(context.operationId(), file));
  }

  Outcome abortRequest(CallContext context, AbortRequestArgs args) {
    Optional<Owned> owned = owned(context, args.token());
    if (owned.isEmpty()) {
      return unknown(args.token());
    }
    RequestRow request = owned.get().request();
    List<Outcome> outcomes =
        Abreast.each(owned.get().files(), file -> abort(context.operationId(), request, file));
    long aborted = outcomes.stream().filter(RequestCalls::isSuccess).count();
    if (aborted == outcomes.size()) {
      return new Outcome(TStatusCode.SRM_SUCCESS.name(), null);
    }
    return aborted == 0
        ? new Outcome(
            TStatusCode.SRM_FAILURE.name(), "Request is in a final status. Abort not allowed.")
        : new Outcome(TStatusCode.SRM_PARTIAL_SUCCESS.name(), "Some files were in a final status");
  }

  List<Outcome> abortFiles(CallContext context, AbortFilesArgs args) {
    return each(
        context,
        args.token(),
        args.fileNumbers(),
        (request, file) -> abort(context.operationId(), request, file));
  }

  private List<Outcome> each(
      CallContext context,
      String token,
      List<Integer> fileNumbers,
      BiFunction<RequestRow, FileRow, Outcome> act) {
    Optional<Owned> owned = owned(context, token);
    if (owned.isEmpty()) {
      return fileNumbers.stream().map(_ -> unknown(token)).toList();
    }
    List<FileRow> files = owned.get().files();
    return Abreast.each(
        fileNumbers,
        number ->
            number < 0 || number >= files.size()
                ? new Outcome(TStatusCode.SRM_INVALID_PATH.name(), "No such file in the request")
                : act.apply(owned.get().request(), files.get(number)));
  }

  /** A request of the caller's, with its files. */
  private record Owned(RequestRow request, List<FileRow> files) {}

  /** Requests belong to their DN; the frontend has asked before, this is the last door. */
  private Optional<Owned> owned(CallContext context, String token) {
    return tools
        .fence()
        .call(tables ->
            Optional.ofNullable(tables.requests().byToken(token))
                .filter(request ->
                    context.caller().administrator() || request.dn().equals(context.caller().dn()))
                .map(request -> new Owned(request, tables.files().ofRequest(request.id()))));
  }

  private static Outcome unknown(String token) {
    return new Outcome(
        TStatusCode.SRM_INVALID_REQUEST.name(), "No request found matching token " + token);
  }

  private static boolean isSuccess(Outcome outcome) {
    return outcome.statusCode().equals(TStatusCode.SRM_SUCCESS.name());
  }

  private Outcome putDone(String operationId, FileRow file) {
    Optional<Outcome> refusal = refusal(file);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    FileRow mine = tools.claims().claimToCommit(file.id(), operationId);
    if (mine != null) {
      Optional<Result> result = runner.run(mine).join();
      if (result.isPresent()) {
        return NameSpaceCalls.outcome(result.get());
      }
    }
    FileRow now = waiting.settled(file.id());
    return operationId.equals(now.callId()) && now.state().isFinal()
        ? new Outcome(now.status().name(), now.explanation())
        : putDoneTooLate(now);
  }

  /** An upload whose area does not work stays as it is: its owner may ask again. */
  private Optional<Outcome> refusal(FileRow row) {
    return row.state() == FileState.READY
        ? tools.areas().changeRefusal(row.place().area()).map(NameSpaceCalls::outcome)
        : Optional.empty();
  }

  private static Outcome putDoneTooLate(FileRow row) {
    return switch (row.state()) {
      case READY ->
          new Outcome(
              TStatusCode.SRM_FILE_BUSY.name(),
              "Device or resource busy: the upload is being written");
      case QUEUED, RUNNING ->
          new Outcome(TStatusCode.SRM_INVALID_PATH.name(), "There is no transfer URL yet");
      // Asked again, as gfal2 does by itself after an answer that leaves it in doubt. dCache
      // refuses
      // this with SRM_DUPLICATION_ERROR, and a copy that is whole fails.
      case DONE -> new Outcome(TStatusCode.SRM_SUCCESS.name(), "It is done already");
      case ABORTED -> new Outcome(TStatusCode.SRM_ABORTED.name(), row.explanation());
      case EXPIRED, RELEASED ->
          new Outcome(TStatusCode.SRM_FILE_LIFETIME_EXPIRED.name(), "Its time has run out");
      case FAILED -> new Outcome(row.status().name(), row.explanation());
    };
  }

  private Outcome abort(String operationId, RequestRow request, FileRow file) {
    FileRow row = file;
    while (true) {
      if (row.state().isFinal()) {
        return abortTooLate(row);
      }
      if (endNow(operationId, request, row)) {
        return new Outcome(TStatusCode.SRM_SUCCESS.name(), null);
      }
      // Somebody has it in hand, or took it in this moment: it will be final or ready soon. While
      // it is being prepared, who has it reads in the row that it is to be aborted.
      tools.fence().run(tables -> tables.files().askAbort(file.id(), operationId));
      row = waiting.settled(file.id());
    }
  }

  private boolean endNow(String operationId, RequestRow request, FileRow row) {
    return switch (row.state()) {
      case QUEUED ->
          tools
              .fence()
              .call(tables ->
                  UnownedFiles.endQueued(
                      tables,
                      row,
                      FileState.ABORTED,
                      TStatusCode.SRM_ABORTED,
                      Aborts.BY_OWNER,
                      tools.retention().seconds(request.kind())));
      case READY ->
          request.kind() == RequestKind.PUT
              ? discard(operationId, row)
              : tools
                  .fence()
                  .call(tables ->
                      UnownedFiles.endPin(
                          tables,
                          row,
                          FileState.ABORTED,
                          TStatusCode.SRM_ABORTED,
                          Aborts.BY_OWNER,
                          tools.retention().seconds(request.kind())));
      case RUNNING -> false;
      case DONE, RELEASED, ABORTED, EXPIRED, FAILED -> true;
    };
  }

  private boolean discard(String operationId, FileRow row) {
    Optional<CompletableFuture<Optional<Result>>> discard =
        aborts.discard(row, operationId, TStatusCode.SRM_ABORTED, Aborts.BY_OWNER);
    if (discard.isPresent() && discard.get().join().isEmpty()) {
      // It goes on under another claim, here or elsewhere.
      return waiting.settled(row.id()).state() == FileState.ABORTED;
    }
    return discard.isPresent();
  }

  /** SRM v2.2, 5.11.2 h and i: what is done cannot be aborted; what is aborted is. */
  private static Outcome abortTooLate(FileRow row) {
    return switch (row.state()) {
      case ABORTED -> new Outcome(TStatusCode.SRM_SUCCESS.name(), null);
      case DONE, RELEASED, EXPIRED, FAILED ->
          new Outcome(
              TStatusCode.SRM_FAILURE.name(), "Request is in a final status. Abort not allowed.");
      case QUEUED, RUNNING, READY -> throw new IllegalStateException("not final");
    };
  }
}
