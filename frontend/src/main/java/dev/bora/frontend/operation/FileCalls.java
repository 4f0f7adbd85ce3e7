// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.OwnedRequest;
import dev.bora.frontend.queue.Requests;
import dev.bora.frontend.queue.Selection;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.srm.types.SrmAbortFilesRequest;
import dev.bora.srm.types.SrmAbortFilesResponse;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Calls that end files of a request (SRM v2.2, 5.10 to 5.12): a backend does them. */
final class FileCalls {
  private static final Set<TStatusCode> GOOD = EnumSet.of(TStatusCode.SRM_SUCCESS);
  private static final Set<TStatusCode> COMMON =
      EnumSet.of(
          TStatusCode.SRM_AUTHORIZATION_FAILURE,
          TStatusCode.SRM_INTERNAL_ERROR,
          TStatusCode.SRM_ABORTED);

  private final Requests requests;
  private final SurlResolver resolver;
  private final int mostSurls;

  FileCalls(Requests requests, SurlResolver resolver, int mostSurls) {
    this.requests = requests;
    this.resolver = resolver;
    this.mostSurls = mostSurls;
  }

  SrmResponse putDone(Call call, SrmPutDoneRequest request) {
    List<String> surls = Arguments.requireSurls(request.arrayOfSURLs(), mostSurls);
    OwnedRequest owned =
        requests.require(request.requestToken(), call.caller(), EnumSet.of(RequestKind.PUT));
    List<TSURLReturnStatus> files =
        perFile(
            owned,
            surls,
            numbers ->
                call.backend()
                    .putDone(call.operation(), new PutDoneArgs(owned.row().token(), numbers)));
    return new SrmPutDoneResponse(sum(files), files);
  }

  SrmResponse abortFiles(Call call, SrmAbortFilesRequest request) {
    List<String> surls = Arguments.requireSurls(request.arrayOfSURLs(), mostSurls);
    OwnedRequest owned =
        requests.require(request.requestToken(), call.caller(), Requests.ASYNCHRONOUS);
    List<TSURLReturnStatus> files =
        perFile(
            owned,
            surls,
            numbers ->
                call.backend()
                    .abortFiles(
                        call.operation(), new AbortFilesArgs(owned.row().token(), numbers)));
    return new SrmAbortFilesResponse(sum(files), files);
  }

  SrmResponse abortRequest(Call call, SrmAbortRequestRequest request) {
    OwnedRequest owned =
        requests.require(request.requestToken(), call.caller(), Requests.ASYNCHRONOUS);
    return new SrmAbortRequestResponse(
        Outcomes.status(
            call.backend()
                .abortRequest(call.operation(), new AbortRequestArgs(owned.row().token()))));
  }

  private List<TSURLReturnStatus> perFile(
      OwnedRequest owned, List<String> surls, Function<List<Integer>, List<Outcome>> act) {
    List<Selection.Selected> selected = Selection.of(owned.files(), surls, resolver);
    Set<Integer> distinct = new TreeSet<>();
    for (Selection.Selected one : selected) {
      FileRow file = one.file();
      if (file != null) {
        distinct.add(file.fileNo());
      }
    }
    List<Integer> numbers = List.copyOf(distinct);
    Map<Integer, TReturnStatus> byNumber = new HashMap<>();
    if (!numbers.isEmpty()) {
      List<Outcome> outcomes = requireOnePerFile(act.apply(numbers), numbers.size());
      for (int i = 0; i < numbers.size(); i++) {
        byNumber.put(numbers.get(i), Outcomes.status(outcomes.get(i)));
      }
    }
    List<TSURLReturnStatus> files = new ArrayList<>();
    for (Selection.Selected one : selected) {
      FileRow file = one.file();
      TReturnStatus status =
          file == null
              ? Selection.NOT_IN_REQUEST
              : byNumber.getOrDefault(file.fileNo(), Selection.NOT_IN_REQUEST);
      files.add(new TSURLReturnStatus(one.surl(), status));
    }
    return files;
  }

  /** The contract: one outcome for each file, in order. */
  static List<Outcome> requireOnePerFile(List<Outcome> outcomes, int files) {
    if (outcomes.size() != files) {
      throw new IllegalStateException(
          "indicates a bug: a backend gave " + outcomes.size() + " outcomes for " + files);
    }
    return outcomes;
  }

  private static TReturnStatus sum(List<TSURLReturnStatus> files) {
    return Outcomes.sum(files.stream().map(TSURLReturnStatus::status).toList(), GOOD, COMMON);
  }
}
