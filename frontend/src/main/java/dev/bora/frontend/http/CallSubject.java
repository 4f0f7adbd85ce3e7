// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import dev.bora.srm.types.SrmAbortFilesRequest;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmBringOnlineRequest;
import dev.bora.srm.types.SrmChangeSpaceForFilesRequest;
import dev.bora.srm.types.SrmCheckPermissionRequest;
import dev.bora.srm.types.SrmCopyRequest;
import dev.bora.srm.types.SrmExtendFileLifeTimeInSpaceRequest;
import dev.bora.srm.types.SrmExtendFileLifeTimeRequest;
import dev.bora.srm.types.SrmGetPermissionRequest;
import dev.bora.srm.types.SrmGetRequestSummaryRequest;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetSpaceMetaDataRequest;
import dev.bora.srm.types.SrmGetSpaceTokensRequest;
import dev.bora.srm.types.SrmGetTransferProtocolsRequest;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToGetResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPurgeFromSpaceRequest;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmReleaseSpaceRequest;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmReserveSpaceRequest;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.SrmResumeRequestRequest;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmSetPermissionRequest;
import dev.bora.srm.types.SrmStatusOfBringOnlineRequestRequest;
import dev.bora.srm.types.SrmStatusOfChangeSpaceForFilesRequestRequest;
import dev.bora.srm.types.SrmStatusOfCopyRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfLsRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfReserveSpaceRequestRequest;
import dev.bora.srm.types.SrmStatusOfUpdateSpaceRequestRequest;
import dev.bora.srm.types.SrmSuspendRequestRequest;
import dev.bora.srm.types.SrmUpdateSpaceRequest;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TPutFileRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call is about, for the access log.
 *
 * @param token null if it has none
 * @param surls in the request's order
 */
record CallSubject(@Nullable String token, List<String> surls) {
  private static final CallSubject NOTHING = new CallSubject(null, List.of());

  /** Of a request that was read. */
  static CallSubject of(SrmRequest request) {
    return switch (request) {
      case SrmLsRequest q -> surls(q.arrayOfSURLs());
      case SrmRmRequest q -> surls(q.arrayOfSURLs());
      case SrmMkdirRequest q -> surls(List.of(q.SURL()));
      case SrmRmdirRequest q -> surls(List.of(q.SURL()));
      case SrmMvRequest q -> surls(List.of(q.fromSURL(), q.toSURL()));
      case SrmPrepareToGetRequest q ->
          surls(q.arrayOfFileRequests().stream().map(TGetFileRequest::sourceSURL).toList());
      case SrmPrepareToPutRequest q -> surls(targets(q.arrayOfFileRequests()));
      case SrmBringOnlineRequest q ->
          surls(q.arrayOfFileRequests().stream().map(TGetFileRequest::sourceSURL).toList());
      case SrmCopyRequest q ->
          surls(
              q.arrayOfFileRequests().stream()
                  .flatMap(file -> Stream.of(file.sourceSURL(), file.targetSURL()))
                  .toList());
      case SrmStatusOfGetRequestRequest q -> of(q.requestToken(), q.arrayOfSourceSURLs());
      case SrmStatusOfPutRequestRequest q -> of(q.requestToken(), q.arrayOfTargetSURLs());
      case SrmStatusOfBringOnlineRequestRequest q -> of(q.requestToken(), q.arrayOfSourceSURLs());
      case SrmStatusOfCopyRequestRequest q -> of(q.requestToken(), q.arrayOfSourceSURLs());
      case SrmStatusOfLsRequestRequest q -> of(q.requestToken(), null);
      case SrmPutDoneRequest q -> of(q.requestToken(), q.arrayOfSURLs());
      case SrmReleaseFilesRequest q -> of(q.requestToken(), q.arrayOfSURLs());
      case SrmAbortFilesRequest q -> of(q.requestToken(), q.arrayOfSURLs());
      case SrmAbortRequestRequest q -> of(q.requestToken(), null);
      case SrmExtendFileLifeTimeRequest q -> of(q.requestToken(), q.arrayOfSURLs());
      case SrmSuspendRequestRequest q -> of(q.requestToken(), null);
      case SrmResumeRequestRequest q -> of(q.requestToken(), null);
      case SrmGetRequestSummaryRequest q ->
          of(q.arrayOfRequestTokens().stream().findFirst().orElse(null), null);
      case SrmSetPermissionRequest q -> surls(List.of(q.SURL()));
      case SrmCheckPermissionRequest q -> surls(q.arrayOfSURLs());
      case SrmGetPermissionRequest q -> surls(q.arrayOfSURLs());
      case SrmChangeSpaceForFilesRequest q -> surls(q.arrayOfSURLs());
      case SrmPurgeFromSpaceRequest q -> surls(q.arrayOfSURLs());
      case SrmExtendFileLifeTimeInSpaceRequest q -> of(null, q.arrayOfSURLs());
      case SrmPingRequest _,
          SrmGetTransferProtocolsRequest _,
          SrmGetRequestTokensRequest _,
          SrmReserveSpaceRequest _,
          SrmStatusOfReserveSpaceRequestRequest _,
          SrmReleaseSpaceRequest _,
          SrmUpdateSpaceRequest _,
          SrmStatusOfUpdateSpaceRequestRequest _,
          SrmGetSpaceMetaDataRequest _,
          SrmStatusOfChangeSpaceForFilesRequestRequest _,
          SrmGetSpaceTokensRequest _ ->
          NOTHING;
    };
  }

  /** The same, with the token that the answer brings. */
  CallSubject with(SrmResponse response) {
    if (response instanceof SrmPrepareToGetResponse answer) {
      return new CallSubject(answer.requestToken(), surls);
    }
    if (response instanceof SrmPrepareToPutResponse answer) {
      return new CallSubject(answer.requestToken(), surls);
    }
    return this;
  }

  private static CallSubject surls(List<String> surls) {
    return new CallSubject(null, surls);
  }

  private static CallSubject of(@Nullable String token, @Nullable List<String> surls) {
    return new CallSubject(token, surls == null ? List.of() : surls);
  }

  private static List<String> targets(@Nullable List<TPutFileRequest> files) {
    return files == null
        ? List.of()
        : files.stream().map(TPutFileRequest::targetSURL).flatMap(Stream::ofNullable).toList();
  }
}
