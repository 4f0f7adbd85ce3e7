// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;

/**
 * The synchronous changes of the name space (SRM v2.2, 4.1 to 4.3 and 4.6): a backend does them.
 */
final class NameSpace {
  private final SurlResolver resolver;
  private final Pauses pauses;
  private final int mostSurls;

  NameSpace(SurlResolver resolver, Pauses pauses, int mostSurls) {
    this.resolver = resolver;
    this.pauses = pauses;
    this.mostSurls = mostSurls;
  }

  SrmResponse mkdir(Call call, SrmMkdirRequest request) {
    Resolution.Found directory = require(call, request.SURL());
    if (directory.path().isEmpty()) {
      // The root of a storage area is there; clients that make all ancestors rely on this.
      throw new RefusedException(TStatusCode.SRM_DUPLICATION_ERROR, "File exists");
    }
    return new SrmMkdirResponse(
        Outcomes.status(
            call.backend().mkdir(call.operation(), new MkdirArgs(directory.reference()))));
  }

  SrmResponse rmdir(Call call, SrmRmdirRequest request) {
    Resolution.Found directory = requireBelowRoot(call, request.SURL());
    boolean recursive = Boolean.TRUE.equals(request.recursive());
    return new SrmRmdirResponse(
        Outcomes.status(
            call.backend()
                .rmdir(call.operation(), new RmdirArgs(directory.reference(), recursive))));
  }

  SrmResponse mv(Call call, SrmMvRequest request) {
    Resolution.Found from = requireBelowRoot(call, request.fromSURL());
    Resolution.Found to = require(call, request.toSURL());
    return new SrmMvResponse(
        Outcomes.status(
            call.backend().mv(call.operation(), new MvArgs(from.reference(), to.reference()))));
  }

  private Resolution.Found require(Call call, String surl) {
    return pauses.requireNotPaused(call, resolver.require(surl, call.caller()));
  }

  private Resolution.Found requireBelowRoot(Call call, String surl) {
    Resolution.Found found = require(call, surl);
    if (found.path().isEmpty()) {
      throw new RefusedException(
          TStatusCode.SRM_AUTHORIZATION_FAILURE,
          "Permission denied: the root of a storage area cannot be moved or removed");
    }
    return found;
  }

  SrmResponse rm(Call call, SrmRmRequest request) {
    List<String> surls = Arguments.requireSurls(request.arrayOfSURLs(), mostSurls);
    List<Resolution> resolved =
        resolver.resolve(surls, call.caller()).stream()
            .map(one -> pauses.unlessPaused(call, one))
            .toList();
    List<Resolution.Found> found =
        resolved.stream()
            .filter(Resolution.Found.class::isInstance)
            .map(Resolution.Found.class::cast)
            .toList();
    Iterator<Outcome> outcomes = remove(call, found).iterator();
    List<TSURLReturnStatus> files = new ArrayList<>();
    for (Resolution resolution : resolved) {
      TReturnStatus status =
          switch (resolution) {
            case Resolution.Found _ -> Outcomes.status(outcomes.next());
            case Resolution.Refused refused -> refused.status();
          };
      files.add(new TSURLReturnStatus(resolution.text(), status));
    }
    return new SrmRmResponse(
        Outcomes.sum(
            files.stream().map(TSURLReturnStatus::status).toList(),
            EnumSet.of(TStatusCode.SRM_SUCCESS)),
        files);
  }

  private static List<Outcome> remove(Call call, List<Resolution.Found> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    RmArgs args = new RmArgs(found.stream().map(Resolution.Found::reference).toList());
    return FileCalls.requireOnePerFile(call.backend().rm(call.operation(), args), found.size());
  }
}
