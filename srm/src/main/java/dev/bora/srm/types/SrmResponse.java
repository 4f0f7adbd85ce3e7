// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** An answer of SRM v2.2: one record for each of its 39 operations. */
public sealed interface SrmResponse
    permits SrmReserveSpaceResponse,
        SrmStatusOfReserveSpaceRequestResponse,
        SrmReleaseSpaceResponse,
        SrmUpdateSpaceResponse,
        SrmStatusOfUpdateSpaceRequestResponse,
        SrmGetSpaceMetaDataResponse,
        SrmChangeSpaceForFilesResponse,
        SrmStatusOfChangeSpaceForFilesRequestResponse,
        SrmExtendFileLifeTimeInSpaceResponse,
        SrmPurgeFromSpaceResponse,
        SrmGetSpaceTokensResponse,
        SrmSetPermissionResponse,
        SrmCheckPermissionResponse,
        SrmGetPermissionResponse,
        SrmMkdirResponse,
        SrmRmdirResponse,
        SrmRmResponse,
        SrmLsResponse,
        SrmStatusOfLsRequestResponse,
        SrmMvResponse,
        SrmPrepareToGetResponse,
        SrmStatusOfGetRequestResponse,
        SrmBringOnlineResponse,
        SrmStatusOfBringOnlineRequestResponse,
        SrmPrepareToPutResponse,
        SrmStatusOfPutRequestResponse,
        SrmCopyResponse,
        SrmStatusOfCopyRequestResponse,
        SrmReleaseFilesResponse,
        SrmPutDoneResponse,
        SrmAbortRequestResponse,
        SrmAbortFilesResponse,
        SrmSuspendRequestResponse,
        SrmResumeRequestResponse,
        SrmGetRequestSummaryResponse,
        SrmExtendFileLifeTimeResponse,
        SrmGetRequestTokensResponse,
        SrmGetTransferProtocolsResponse,
        SrmPingResponse {

  /**
   * The status of the call or of the whole request; that of an srmPing, which has none on the wire,
   * is SRM_SUCCESS.
   */
  TReturnStatus returnStatus();

  /** The operation that is answered. */
  default Operation operation() {
    return Operation.of(this);
  }
}
