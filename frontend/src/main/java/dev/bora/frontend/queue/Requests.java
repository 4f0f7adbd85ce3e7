// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.Database;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.frontend.call.RefusedException;
import dev.bora.rpc.contract.Caller;
import dev.bora.srm.types.TStatusCode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds requests by their tokens, for those who may know of them: owner and administrators. */
public final class Requests {
  /** What a token of a client can be of. */
  public static final Set<RequestKind> ASYNCHRONOUS = Set.of(RequestKind.PUT, RequestKind.GET);

  private final Database database;

  /** In this database. */
  public Requests(Database database) {
    this.database = database;
  }

  /** What a token leads to. */
  public sealed interface Found {
    /** A request that the caller may see. */
    record Own(OwnedRequest request) implements Found {}

    /** A request of somebody else. */
    record Foreign() implements Found {}

    /** Nothing. */
    record Nothing() implements Found {}
  }

  /**
   * The request of a token.
   *
   * @throws RefusedException SRM_INVALID_REQUEST: there is none, or of another kind;
   *     SRM_AUTHORIZATION_FAILURE: it is somebody else's
   */
  public OwnedRequest require(String token, Caller caller, Set<RequestKind> kinds) {
    RequestTokens.requireForm(token);
    return switch (find(token, caller, kinds)) {
      case Found.Own own -> own.request();
      case Found.Foreign _ ->
          throw new RefusedException(
              TStatusCode.SRM_AUTHORIZATION_FAILURE, "The request belongs to another user");
      case Found.Nothing _ ->
          throw RefusedException.invalid("No request found matching token " + token);
    };
  }

  /**
   * The address of the backend that works on files of a request; empty if none does, or several do,
   * or it does not live.
   */
  public Optional<String> workingBackend(OwnedRequest request) {
    Set<Long> owners = new HashSet<>();
    for (FileRow file : request.files()) {
      Long owner = file.owner();
      if (owner != null) {
        owners.add(owner);
      }
    }
    if (owners.size() != 1) {
      return Optional.empty();
    }
    long epoch = owners.iterator().next();
    return database.call(tables -> Optional.ofNullable(tables.incarnations().addressOf(epoch)));
  }

  /** What a token leads to; one of another form leads to nothing. */
  public Found find(String token, Caller caller, Set<RequestKind> kinds) {
    if (!RequestTokens.hasForm(token)) {
      return new Found.Nothing();
    }
    return database.call(tables -> {
      Optional<RequestRow> row =
          Optional.ofNullable(tables.requests().byToken(token))
              .filter(request -> kinds.contains(request.kind()));
      if (row.isEmpty()) {
        return new Found.Nothing();
      }
      if (!caller.administrator() && !row.get().dn().equals(caller.dn())) {
        return new Found.Foreign();
      }
      return new Found.Own(new OwnedRequest(row.get(), tables.files().ofRequest(row.get().id())));
    });
  }
}
