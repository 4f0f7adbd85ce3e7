// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import dev.bora.it.drill.history.Seen;
import dev.bora.it.drill.workload.Caller.Draft;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What clients do to names. */
final class NameCalls {

  /** An entry's path begins as the SURL did: by either access point. */
  private static final Pattern AREA = Pattern.compile("^/testvo(-too)?/");

  private final Caller caller;
  private final Contents contents;

  NameCalls(Caller caller, Contents contents) {
    this.caller = caller;
    this.contents = contents;
  }

  Event mkdir(String path) {
    return caller.call(
        Draft.of(Kind.MKDIR, path),
        SrmMkdirResponse.class,
        to -> new SrmMkdirRequest(null, to.surl(path), null),
        answer -> Statuses.answer(answer.returnStatus()));
  }

  Event rmdir(String path, boolean wholeTree) {
    return caller.call(
        Draft.of(wholeTree ? Kind.RMDIR_TREE : Kind.RMDIR, path),
        SrmRmdirResponse.class,
        to -> new SrmRmdirRequest(null, to.surl(path), null, wholeTree),
        answer -> Statuses.answer(answer.returnStatus()));
  }

  Event remove(String path) {
    return caller.call(
        Draft.of(Kind.REMOVE, path),
        SrmRmResponse.class,
        to -> new SrmRmRequest(null, List.of(to.surl(path)), null),
        answer -> Statuses.answer(status(answer)));
  }

  private static TReturnStatus status(SrmRmResponse answer) {
    List<TSURLReturnStatus> files = answer.arrayOfFileStatuses();
    return files == null || files.isEmpty() ? answer.returnStatus() : files.getFirst().status();
  }

  Event move(String from, String to) {
    return caller.call(
        Draft.of(Kind.MOVE, from).target(to),
        SrmMvResponse.class,
        at -> new SrmMvRequest(null, at.surl(from), at.surl(to), null),
        answer -> Statuses.answer(answer.returnStatus()));
  }

  /**
   * Lists a path, and what is in it if it is a directory.
   *
   * @param expected names of which it is told that they are not there, if they are not
   */
  Event list(String path, Collection<String> expected) {
    return caller.call(
        Draft.of(Kind.LIST, path),
        SrmLsResponse.class,
        to ->
            new SrmLsRequest(null, List.of(to.surl(path)), null, null, true, false, 1, null, null),
        answer -> read(path, answer, expected));
  }

  private Answer read(String path, SrmLsResponse answer, Collection<String> expected) {
    List<TMetaDataPathDetail> details = answer.details();
    if (details == null || details.isEmpty()) {
      return Statuses.answer(answer.returnStatus());
    }
    TMetaDataPathDetail top = details.getFirst();
    Answer told = Statuses.answer(statusOf(top));
    if (told.is(Answer.Outcome.OK)) {
      return told.seen(seen(top, expected));
    }
    boolean nothing = told.explanation().equals("No such file or directory");
    if (nothing) {
      return told.seen(List.of(Seen.absent(path)));
    }
    return isBusy(top) ? Answer.of(Answer.Outcome.OK, told.status(), told.explanation()) : told;
  }

  private static TReturnStatus statusOf(TMetaDataPathDetail detail) {
    TReturnStatus status = detail.status();
    return status == null ? new TReturnStatus(TStatusCode.SRM_FAILURE) : status;
  }

  private static boolean isBusy(TMetaDataPathDetail detail) {
    return statusOf(detail).statusCode() == TStatusCode.SRM_FILE_BUSY;
  }

  private List<Seen> seen(TMetaDataPathDetail top, Collection<String> expected) {
    List<Seen> seen = new ArrayList<>();
    seen.add(one(top));
    if (top.type() != TFileType.DIRECTORY) {
      return seen;
    }
    Set<String> missing = new HashSet<>(expected);
    List<TMetaDataPathDetail> below = top.arrayOfSubPaths();
    for (TMetaDataPathDetail entry : below == null ? List.<TMetaDataPathDetail>of() : below) {
      missing.remove(path(entry));
      if (!isBusy(entry)) {
        seen.add(one(entry));
      }
    }
    missing.forEach(path -> seen.add(Seen.absent(path)));
    return seen;
  }

  private Seen one(TMetaDataPathDetail entry) {
    if (entry.type() == TFileType.DIRECTORY) {
      return Seen.directory(path(entry));
    }
    Long size = entry.size();
    int number = size == null ? Seen.FOREIGN : contents.numberOf(size);
    @Nullable String sum = entry.checkSumValue();
    boolean right = number != Seen.FOREIGN && (sum == null || sum.equals(contents.adler32(number)));
    return Seen.file(path(entry), right ? number : Seen.FOREIGN);
  }

  private static String path(TMetaDataPathDetail entry) {
    return AREA.matcher(entry.path()).replaceFirst("");
  }
}
