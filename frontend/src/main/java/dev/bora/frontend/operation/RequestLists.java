// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.Database;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.db.table.Requester;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.queue.FileAnswer;
import dev.bora.frontend.queue.OwnedRequest;
import dev.bora.frontend.queue.RequestStatus;
import dev.bora.frontend.queue.Requests;
import dev.bora.site.Site;
import dev.bora.site.StorageArea;
import dev.bora.srm.types.SrmGetRequestSummaryRequest;
import dev.bora.srm.types.SrmGetRequestSummaryResponse;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TRequestSummary;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TRequestType;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** srmGetRequestSummary and srmGetRequestTokens (SRM v2.2, 5.15 and 5.17): the caller's own. */
final class RequestLists {
  private static final int MOST_TOKENS = 10_000;

  /** Every status that tells of a request, good or bad: only a token that leads nowhere fails. */
  private static final Set<TStatusCode> KNOWN =
      EnumSet.complementOf(EnumSet.of(TStatusCode.SRM_INVALID_REQUEST));

  private final Database database;
  private final Requests requests;
  private final Site site;

  RequestLists(Database database, Requests requests, Site site) {
    this.database = database;
    this.requests = requests;
    this.site = site;
  }

  SrmResponse summary(Call call, SrmGetRequestSummaryRequest request) {
    List<String> tokens = request.arrayOfRequestTokens();
    if (tokens.isEmpty()) {
      throw RefusedException.invalid("The request names no request token");
    }
    if (tokens.size() > site.limits().surlsPerRequest()) {
      throw RefusedException.invalid("The request has " + tokens.size() + " request tokens");
    }
    List<TRequestSummary> summaries = tokens.stream().map(token -> summary(call, token)).toList();
    List<TReturnStatus> statuses = summaries.stream().map(TRequestSummary::status).toList();
    TReturnStatus sum = Outcomes.sum(statuses, KNOWN, Set.of());
    return new SrmGetRequestSummaryResponse(new TReturnStatus(sum.statusCode()), summaries);
  }

  private TRequestSummary summary(Call call, String token) {
    return switch (requests.find(token, call.caller(), Requests.ASYNCHRONOUS)) {
      case Requests.Found.Own own -> summary(token, own.request());
      case Requests.Found.Foreign _ -> unknown(token, "The request belongs to another user");
      case Requests.Found.Nothing _ -> unknown(token, "No request found matching this token");
    };
  }

  private static TRequestSummary unknown(String token, String explanation) {
    return new TRequestSummary(
        token,
        new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, explanation),
        null,
        null,
        null,
        null,
        null);
  }

  private static TRequestSummary summary(String token, OwnedRequest request) {
    List<FileAnswer> files = request.answers();
    int completed = 0;
    int waiting = 0;
    for (FileAnswer file : files) {
      switch (RequestStatus.share(file.state(), file.status().statusCode())) {
        case GOOD -> completed++;
        case WAITING, RUNNING -> waiting++;
        case ABORTED, LATE, BAD -> {}
      }
    }
    return new TRequestSummary(
        token,
        RequestStatus.of(files),
        type(request.row().kind()),
        files.size(),
        completed,
        waiting,
        files.size() - completed - waiting);
  }

  private static @Nullable TRequestType type(RequestKind kind) {
    return switch (kind) {
      case PUT -> TRequestType.PREPARE_TO_PUT;
      case GET -> TRequestType.PREPARE_TO_GET;
      case MKDIR, RMDIR, RM, MV -> null;
    };
  }

  SrmResponse tokens(Call call, SrmGetRequestTokensRequest request) {
    String description = request.userRequestDescription();
    Arguments.requireDescription(description);
    List<RequestRow> rows = new ArrayList<>();
    for (long share : shares(call)) {
      rows.addAll(
          database.call(tables ->
              tables.requests().ofUser(share, call.caller().dn(), description, MOST_TOKENS)));
    }
    if (rows.isEmpty()) {
      throw description == null
          ? new RefusedException(TStatusCode.SRM_FAILURE, "No request tokens found")
          : RefusedException.invalid("No request has this userRequestDescription");
    }
    List<TRequestTokenReturn> tokens =
        rows.stream()
            .sorted(Comparator.comparingLong(RequestRow::id).reversed())
            .limit(MOST_TOKENS)
            .map(row -> new TRequestTokenReturn(row.token(), row.createdAt()))
            .toList();
    return new SrmGetRequestTokensResponse(new TReturnStatus(TStatusCode.SRM_SUCCESS), tokens);
  }

  /** Rows are found by share, of a user within a VO; requests belong to the user in any VO. */
  private Set<Long> shares(Call call) {
    String dn = call.caller().dn();
    Set<Long> shares = new HashSet<>();
    shares.add(call.requester().share());
    shares.add(new Requester(dn, null, List.of()).share());
    Stream<String> vos =
        site.storageAreas().byName().values().stream().map(StorageArea::vos).flatMap(Set::stream);
    vos.forEach(vo -> shares.add(new Requester(dn, vo, List.of()).share()));
    return shares;
  }
}
