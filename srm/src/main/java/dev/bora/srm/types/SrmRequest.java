// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/** A request of SRM v2.2: one record for each of its 39 operations. */
public sealed interface SrmRequest
    permits SrmReserveSpaceRequest,
        SrmStatusOfReserveSpaceRequestRequest,
        SrmReleaseSpaceRequest,
        SrmUpdateSpaceRequest,
        SrmStatusOfUpdateSpaceRequestRequest,
        SrmGetSpaceMetaDataRequest,
        SrmChangeSpaceForFilesRequest,
        SrmStatusOfChangeSpaceForFilesRequestRequest,
        SrmExtendFileLifeTimeInSpaceRequest,
        SrmPurgeFromSpaceRequest,
        SrmGetSpaceTokensRequest,
        SrmSetPermissionRequest,
        SrmCheckPermissionRequest,
        SrmGetPermissionRequest,
        SrmMkdirRequest,
        SrmRmdirRequest,
        SrmRmRequest,
        SrmLsRequest,
        SrmStatusOfLsRequestRequest,
        SrmMvRequest,
        SrmPrepareToGetRequest,
        SrmStatusOfGetRequestRequest,
        SrmBringOnlineRequest,
        SrmStatusOfBringOnlineRequestRequest,
        SrmPrepareToPutRequest,
        SrmStatusOfPutRequestRequest,
        SrmCopyRequest,
        SrmStatusOfCopyRequestRequest,
        SrmReleaseFilesRequest,
        SrmPutDoneRequest,
        SrmAbortRequestRequest,
        SrmAbortFilesRequest,
        SrmSuspendRequestRequest,
        SrmResumeRequestRequest,
        SrmGetRequestSummaryRequest,
        SrmExtendFileLifeTimeRequest,
        SrmGetRequestTokensRequest,
        SrmGetTransferProtocolsRequest,
        SrmPingRequest {

  /** Ignored: the caller is known by the certificate. */
  @Nullable String authorizationID();

  /** The operation that is asked for. */
  default Operation operation() {
    return Operation.of(this);
  }
}
