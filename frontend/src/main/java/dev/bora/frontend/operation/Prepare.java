// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileState;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.RequestKind;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.FileAnswer;
import dev.bora.frontend.queue.Nudger;
import dev.bora.frontend.queue.RequestStatus;
import dev.bora.frontend.queue.RequestTokens;
import dev.bora.frontend.queue.Submitter;
import dev.bora.site.Lifetimes;
import dev.bora.site.Site;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What srmPrepareToGet and srmPrepareToPut have in common: checked, committed, pointed at,
 * answered, in this order. When every file is refused, nothing is committed.
 */
final class Prepare {
  /**
   * A file that a client wants.
   *
   * @param expectedSize bytes; null if not promised
   */
  record Wish(String surl, @Nullable Long expectedSize) {}

  /**
   * What a client wants, as it was written; null is absent.
   *
   * @param overwrite of a put
   */
  record Terms(
      RequestKind kind,
      @Nullable String description,
      @Nullable TTransferParameters transfer,
      @Nullable TOverwriteMode overwrite,
      @Nullable Integer requestSeconds,
      @Nullable Integer pinSeconds,
      @Nullable String spaceToken) {}

  /**
   * The answer.
   *
   * @param token null if nothing was committed
   * @param secondsLeft of the total request time; null if nothing was committed
   */
  record Prepared(
      TReturnStatus status,
      @Nullable String token,
      List<FileAnswer> files,
      @Nullable Integer secondsLeft) {}

  private final Site site;
  private final SurlResolver resolver;
  private final Pauses pauses;
  private final RequestTokens tokens;
  private final Submitter submitter;
  private final Nudger nudger;

  Prepare(
      Site site,
      SurlResolver resolver,
      Pauses pauses,
      RequestTokens tokens,
      Submitter submitter,
      Nudger nudger) {
    this.site = site;
    this.resolver = resolver;
    this.pauses = pauses;
    this.tokens = tokens;
    this.submitter = submitter;
    this.nudger = nudger;
  }

  Prepared prepare(Call call, Terms terms, List<Wish> wishes) {
    List<String> surls = wishes.stream().map(Wish::surl).toList();
    Arguments.requireSurls(surls, site.limits().surlsPerRequest());
    Arguments.requireStorable(surls);
    Arguments.requireDescription(terms.description());
    if (terms.spaceToken() != null && !terms.spaceToken().isEmpty()) {
      throw RefusedException.invalid("The space token does not exist");
    }
    Lifetimes lifetimes = site.lifetimes();
    int requestSeconds =
        Arguments.granted(
            "desiredTotalRequestTime",
            terms.requestSeconds(),
            lifetimes.requestDefault(),
            lifetimes.requestMaximum());
    int pinSeconds =
        Arguments.granted(
            "desiredPinLifeTime",
            terms.pinSeconds(),
            lifetimes.pinDefault(),
            lifetimes.pinMaximum());

    List<Resolution> resolved =
        resolver.resolve(surls, call.caller()).stream()
            .map(one -> pauses.unlessRefused(call, one))
            .toList();
    List<Resolution.Found> found =
        resolved.stream()
            .filter(Resolution.Found.class::isInstance)
            .map(Resolution.Found.class::cast)
            .toList();
    if (found.isEmpty()) {
      return refused(resolved.stream().map(one -> file(one, null, null)).toList());
    }
    ProtocolChoice protocols = ProtocolChoice.of(terms.transfer(), found);
    List<NewFile> files = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      files.add(file(resolved.get(i), wishes.get(i).expectedSize(), protocols));
    }
    if (files.stream().allMatch(file -> file.refusal() != null)) {
      return refused(files);
    }
    NewRequest request =
        new NewRequest(
            tokens.next(),
            terms.kind(),
            call.requester(),
            terms.description(),
            call.clientAddress(),
            call.frontend(),
            protocols.names(),
            overwrite(terms, found),
            false,
            pinSeconds,
            requestSeconds,
            files);
    return commit(call, request);
  }

  private static NewFile file(
      Resolution resolution, @Nullable Long expectedSize, @Nullable ProtocolChoice protocols) {
    return switch (resolution) {
      case Resolution.Refused refused ->
          NewFile.refused(refused.text(), refused.code(), refused.explanation());
      case Resolution.Found found -> {
        if (found.path().isEmpty()) {
          yield NewFile.refused(found.text(), TStatusCode.SRM_INVALID_PATH, "Is a directory");
        }
        if (protocols != null && !protocols.suits(found)) {
          yield NewFile.refused(
              found.text(),
              TStatusCode.SRM_FAILURE,
              "None of the transfer protocols is supported for this file");
        }
        yield NewFile.accepted(found.text(), found.place(), expectedSize);
      }
    };
  }

  /** What the client says, else what the storage areas say; if they differ, the careful one. */
  private static TOverwriteMode overwrite(Terms terms, List<Resolution.Found> found) {
    if (terms.overwrite() != null) {
      return terms.overwrite();
    }
    Set<TOverwriteMode> modes =
        found.stream()
            .map(file -> TOverwriteMode.valueOf(file.area().overwrite().name()))
            .collect(Collectors.toSet());
    return modes.size() == 1 ? modes.iterator().next() : TOverwriteMode.NEVER;
  }

  private static Prepared refused(List<NewFile> files) {
    List<FileAnswer> answers = files.stream().map(Prepare::answer).toList();
    return new Prepared(RequestStatus.of(answers), null, answers, null);
  }

  private Prepared commit(Call call, NewRequest request) {
    Submitted submitted = submitter.submit(call, request);
    List<FileAnswer> answers =
        nudger.nudge(call, submitted, request.files().stream().map(Prepare::answer).toList());
    return new Prepared(
        RequestStatus.of(answers), request.token(), answers, request.requestSeconds());
  }

  private static FileAnswer answer(NewFile file) {
    NewFile.Refusal refusal = file.refusal();
    return refusal == null
        ? new FileAnswer(
            file.surl(),
            FileState.QUEUED,
            new TReturnStatus(TStatusCode.SRM_REQUEST_QUEUED),
            file.expectedSize(),
            null,
            null)
        : FileAnswer.without(
            file.surl(),
            FileState.FAILED,
            new TReturnStatus(refusal.status(), refusal.explanation()));
  }
}
