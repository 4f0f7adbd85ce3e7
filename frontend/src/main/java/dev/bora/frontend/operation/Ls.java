// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.names.Resolution;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.site.Limits;
import dev.bora.srm.surl.InvalidSurlException;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * srmLs (SRM v2.2, 4.4), answered at once. Offset and count select entries below each path. More
 * than the site's limit is SRM_TOO_MANY_RESULTS, in the form that makes gfal2 and ARC ask for
 * parts: the paths themselves are told, with that status of their own.
 */
final class Ls implements OperationHandler<SrmLsRequest> {
  /** A file that is being written is told with its metadata: ARC compares sizes before PutDone. */
  private static final Set<TStatusCode> GOOD =
      EnumSet.of(TStatusCode.SRM_SUCCESS, TStatusCode.SRM_FILE_BUSY, TStatusCode.SRM_FILE_IN_CACHE);

  private final SurlResolver resolver;
  private final Limits limits;

  Ls(SurlResolver resolver, Limits limits) {
    this.resolver = resolver;
    this.limits = limits;
  }

  @Override
  public SrmResponse handle(Call call, SrmLsRequest request) {
    LsQuery query = LsQuery.of(request);
    List<String> surls = Arguments.requireSurls(request.arrayOfSURLs(), limits.surlsPerRequest());
    List<Resolution> resolved = resolver.resolve(surls, call.caller());
    List<Resolution.Found> found =
        resolved.stream()
            .filter(Resolution.Found.class::isInstance)
            .map(Resolution.Found.class::cast)
            .toList();
    List<List<LsEntry>> entries = new ArrayList<>();
    boolean tooMany = list(call, query, found, entries);
    List<TMetaDataPathDetail> details = details(resolved, entries, tooMany);
    return new SrmLsResponse(status(details, tooMany), null, details);
  }

  /** Gathers the entries of each path, and tells whether there are more than the limit. */
  private boolean list(
      Call call, LsQuery query, List<Resolution.Found> found, List<List<LsEntry>> entries) {
    if (found.isEmpty()) {
      return false;
    }
    if (!query.isPart()) {
      Listing listing = Listing.of(call, query, found, limits.listingEntries());
      entries.addAll(byPath(listing.entries(), found.size()));
      return listing.hasMore();
    }
    int left = limits.listingEntries();
    boolean tooMany = false;
    for (Resolution.Found place : found) {
      Listing listing = Listing.of(call, query, List.of(place), left);
      entries.add(listing.entries());
      tooMany |= listing.hasMore() && (query.count() == null || query.count() > left);
      left -= listing.below();
    }
    return tooMany;
  }

  private static List<List<LsEntry>> byPath(List<LsEntry> entries, int paths) {
    List<List<LsEntry>> byPath = new ArrayList<>();
    for (int i = 0; i < paths; i++) {
      byPath.add(new ArrayList<>());
    }
    entries.forEach(entry -> byPath.get(entry.pathIndex()).add(entry));
    return byPath;
  }

  private List<TMetaDataPathDetail> details(
      List<Resolution> resolved, List<List<LsEntry>> entries, boolean tooMany) {
    Iterator<List<LsEntry>> lists = entries.iterator();
    List<TMetaDataPathDetail> details = new ArrayList<>();
    for (Resolution resolution : resolved) {
      details.add(
          switch (resolution) {
            case Resolution.Refused refused ->
                new TMetaDataPathDetail(pathOf(refused.text()), refused.status());
            case Resolution.Found place -> {
              List<LsEntry> list = lists.next();
              yield tooMany ? alone(place, list) : LsTree.build(place, list);
            }
          });
    }
    return details;
  }

  private TMetaDataPathDetail alone(Resolution.Found place, List<LsEntry> list) {
    return list.isEmpty()
        ? new TMetaDataPathDetail(place.surl().path(), tooMany())
        : LsTree.alone(place, list.getFirst(), tooMany());
  }

  private static String pathOf(String text) {
    try {
      return Surl.parse(text).path();
    } catch (InvalidSurlException _) {
      return text;
    }
  }

  private TReturnStatus tooMany() {
    return new TReturnStatus(
        TStatusCode.SRM_TOO_MANY_RESULTS,
        "There are more than " + limits.listingEntries() + " entries: ask with offset and count");
  }

  private TReturnStatus status(List<TMetaDataPathDetail> details, boolean tooMany) {
    if (tooMany) {
      return tooMany();
    }
    List<TReturnStatus> statuses = new ArrayList<>();
    for (TMetaDataPathDetail detail : details) {
      TReturnStatus status = detail.status();
      statuses.add(status == null ? new TReturnStatus(TStatusCode.SRM_FAILURE) : status);
    }
    return Outcomes.sum(statuses, GOOD);
  }
}
