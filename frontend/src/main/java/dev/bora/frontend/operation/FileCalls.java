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
import dev.bora.rpc.client.BackendCallException;
import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that end files of a request (SRM v2.2, 5.10 to 5.12): a backend does them. */
final class FileCalls {
  private static final Set<TStatusCode> GOOD = EnumSet.of(TStatusCode.SRM_SUCCESS);
  private static final Set<TStatusCode> COMMON =
      EnumSet.of(
          TStatusCode.SRM_AUTHORIZATION_FAILURE,
          TStatusCode.SRM_INTERNAL_ERROR,
          TStatusCode.SRM_ABORTED);

  private static final Logger LOG = LoggerFactory.getLogger(FileCalls.class);

  /** Others can do it as well: no use to wait long for one that does not answer. */
  private static final Duration OWN_ADDRESS_TIME = Duration.ofSeconds(5);

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
            numbers -> {
              CallContext operation = call.operation();
              AbortFilesArgs args = new AbortFilesArgs(owned.row().token(), numbers);
              return abort(call, owned, backend -> backend.abortFiles(operation, args));
            });
    return new SrmAbortFilesResponse(sum(files), files);
  }

  SrmResponse abortRequest(Call call, SrmAbortRequestRequest request) {
    OwnedRequest owned =
        requests.require(request.requestToken(), call.caller(), Requests.ASYNCHRONOUS);
    CallContext operation = call.operation();
    AbortRequestArgs args = new AbortRequestArgs(owned.row().token());
    return new SrmAbortRequestResponse(
        Outcomes.status(abort(call, owned, backend -> backend.abortRequest(operation, args))));
  }

  /**
   * An abort goes to the backend that works on the request, at its own address; if that one does
   * not answer, any other makes it take effect through the database, under the same operation id.
   */
  private <T> T abort(Call call, OwnedRequest owned, Function<BackendCalls, T> abort) {
    Optional<String> address = requests.workingBackend(owned);
    if (address.isPresent()) {
      try {
        return abort.apply(call.backendAt(address.get(), OWN_ADDRESS_TIME));
      } catch (BackendCallException silent) {
        LOG.info(
            "request {}: the abort goes to another backend: {}",
            call.requestId(),
            silent.getMessage());
      }
    }
    return abort.apply(call.backend());
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
