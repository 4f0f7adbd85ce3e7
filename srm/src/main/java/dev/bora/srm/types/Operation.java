// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The 39 operations of SRM v2.2, in the order of the WSDL. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are constructors: they hold nothing
public enum Operation {
  /** Reserves space ahead of its use (SRM v2.2, 2.1). */
  RESERVE_SPACE(
      "srmReserveSpace",
      SrmReserveSpaceRequest.class,
      SrmReserveSpaceResponse.class,
      status -> new SrmReserveSpaceResponse(status, null, null, null, null, null, null, null)),
  /** Asks what became of a space reservation (SRM v2.2, 2.2). */
  STATUS_OF_RESERVE_SPACE_REQUEST(
      "srmStatusOfReserveSpaceRequest",
      SrmStatusOfReserveSpaceRequestRequest.class,
      SrmStatusOfReserveSpaceRequestResponse.class,
      status ->
          new SrmStatusOfReserveSpaceRequestResponse(status, null, null, null, null, null, null)),
  /** Gives a reserved space back (SRM v2.2, 2.3). */
  RELEASE_SPACE(
      "srmReleaseSpace",
      SrmReleaseSpaceRequest.class,
      SrmReleaseSpaceResponse.class,
      SrmReleaseSpaceResponse::new),
  /** Resizes a reserved space or extends its life (SRM v2.2, 2.4). */
  UPDATE_SPACE(
      "srmUpdateSpace",
      SrmUpdateSpaceRequest.class,
      SrmUpdateSpaceResponse.class,
      status -> new SrmUpdateSpaceResponse(status, null, null, null, null)),
  /** Asks what became of a space update (SRM v2.2, 2.5). */
  STATUS_OF_UPDATE_SPACE_REQUEST(
      "srmStatusOfUpdateSpaceRequest",
      SrmStatusOfUpdateSpaceRequestRequest.class,
      SrmStatusOfUpdateSpaceRequestResponse.class,
      status -> new SrmStatusOfUpdateSpaceRequestResponse(status, null, null, null)),
  /** Describes reserved spaces (SRM v2.2, 2.6). */
  GET_SPACE_META_DATA(
      "srmGetSpaceMetaData",
      SrmGetSpaceMetaDataRequest.class,
      SrmGetSpaceMetaDataResponse.class,
      status -> new SrmGetSpaceMetaDataResponse(status, null)),
  /** Moves files to another space (SRM v2.2, 2.7). */
  CHANGE_SPACE_FOR_FILES(
      "srmChangeSpaceForFiles",
      SrmChangeSpaceForFilesRequest.class,
      SrmChangeSpaceForFilesResponse.class,
      status -> new SrmChangeSpaceForFilesResponse(status, null, null, null)),
  /** Asks what became of a change of space (SRM v2.2, 2.8). */
  STATUS_OF_CHANGE_SPACE_FOR_FILES_REQUEST(
      "srmStatusOfChangeSpaceForFilesRequest",
      SrmStatusOfChangeSpaceForFilesRequestRequest.class,
      SrmStatusOfChangeSpaceForFilesRequestResponse.class,
      status -> new SrmStatusOfChangeSpaceForFilesRequestResponse(status, null, null)),
  /** Extends the life of files in a space (SRM v2.2, 2.9). */
  EXTEND_FILE_LIFE_TIME_IN_SPACE(
      "srmExtendFileLifeTimeInSpace",
      SrmExtendFileLifeTimeInSpaceRequest.class,
      SrmExtendFileLifeTimeInSpaceResponse.class,
      status -> new SrmExtendFileLifeTimeInSpaceResponse(status, null)),
  /** Removes files from a space without removing their SURLs (SRM v2.2, 2.10). */
  PURGE_FROM_SPACE(
      "srmPurgeFromSpace",
      SrmPurgeFromSpaceRequest.class,
      SrmPurgeFromSpaceResponse.class,
      status -> new SrmPurgeFromSpaceResponse(status, null)),
  /** Finds the tokens of spaces by their description (SRM v2.2, 2.11). */
  GET_SPACE_TOKENS(
      "srmGetSpaceTokens",
      SrmGetSpaceTokensRequest.class,
      SrmGetSpaceTokensResponse.class,
      status -> new SrmGetSpaceTokensResponse(status, null)),
  /** Changes who may do what with a file or directory (SRM v2.2, 3.1). */
  SET_PERMISSION(
      "srmSetPermission",
      SrmSetPermissionRequest.class,
      SrmSetPermissionResponse.class,
      SrmSetPermissionResponse::new),
  /** Asks what the caller may do with files (SRM v2.2, 3.2). */
  CHECK_PERMISSION(
      "srmCheckPermission",
      SrmCheckPermissionRequest.class,
      SrmCheckPermissionResponse.class,
      status -> new SrmCheckPermissionResponse(status, null)),
  /** Shows the permissions of files and directories (SRM v2.2, 3.3). */
  GET_PERMISSION(
      "srmGetPermission",
      SrmGetPermissionRequest.class,
      SrmGetPermissionResponse.class,
      status -> new SrmGetPermissionResponse(status, null)),
  /** Makes a directory (SRM v2.2, 4.1). */
  MKDIR("srmMkdir", SrmMkdirRequest.class, SrmMkdirResponse.class, SrmMkdirResponse::new),
  /** Removes a directory (SRM v2.2, 4.2). */
  RMDIR("srmRmdir", SrmRmdirRequest.class, SrmRmdirResponse.class, SrmRmdirResponse::new),
  /** Removes files (SRM v2.2, 4.3). */
  RM("srmRm", SrmRmRequest.class, SrmRmResponse.class, status -> new SrmRmResponse(status, null)),
  /** Lists files and directories (SRM v2.2, 4.4). */
  LS(
      "srmLs",
      SrmLsRequest.class,
      SrmLsResponse.class,
      status -> new SrmLsResponse(status, null, null)),
  /** Asks for the result of a listing that was queued (SRM v2.2, 4.5). */
  STATUS_OF_LS_REQUEST(
      "srmStatusOfLsRequest",
      SrmStatusOfLsRequestRequest.class,
      SrmStatusOfLsRequestResponse.class,
      status -> new SrmStatusOfLsRequestResponse(status, null)),
  /** Renames a file or directory (SRM v2.2, 4.6). */
  MV("srmMv", SrmMvRequest.class, SrmMvResponse.class, SrmMvResponse::new),
  /** Pins files and asks for TURLs to read them (SRM v2.2, 5.1). */
  PREPARE_TO_GET(
      "srmPrepareToGet",
      SrmPrepareToGetRequest.class,
      SrmPrepareToGetResponse.class,
      status -> new SrmPrepareToGetResponse(status, null, null, null)),
  /** Asks for the state and TURLs of a get request (SRM v2.2, 5.2). */
  STATUS_OF_GET_REQUEST(
      "srmStatusOfGetRequest",
      SrmStatusOfGetRequestRequest.class,
      SrmStatusOfGetRequestResponse.class,
      status -> new SrmStatusOfGetRequestResponse(status, null, null)),
  /** Brings files online ahead of their use (SRM v2.2, 5.3). */
  BRING_ONLINE(
      "srmBringOnline",
      SrmBringOnlineRequest.class,
      SrmBringOnlineResponse.class,
      status -> new SrmBringOnlineResponse(status, null, null, null, null)),
  /** Asks for the state of a bring-online request (SRM v2.2, 5.4). */
  STATUS_OF_BRING_ONLINE_REQUEST(
      "srmStatusOfBringOnlineRequest",
      SrmStatusOfBringOnlineRequestRequest.class,
      SrmStatusOfBringOnlineRequestResponse.class,
      status -> new SrmStatusOfBringOnlineRequestResponse(status, null, null, null)),
  /** Asks for TURLs to write files (SRM v2.2, 5.5). */
  PREPARE_TO_PUT(
      "srmPrepareToPut",
      SrmPrepareToPutRequest.class,
      SrmPrepareToPutResponse.class,
      status -> new SrmPrepareToPutResponse(status, null, null, null)),
  /** Asks for the state and TURLs of a put request (SRM v2.2, 5.6). */
  STATUS_OF_PUT_REQUEST(
      "srmStatusOfPutRequest",
      SrmStatusOfPutRequestRequest.class,
      SrmStatusOfPutRequestResponse.class,
      status -> new SrmStatusOfPutRequestResponse(status, null, null)),
  /** Copies files between storage systems (SRM v2.2, 5.7). */
  COPY(
      "srmCopy",
      SrmCopyRequest.class,
      SrmCopyResponse.class,
      status -> new SrmCopyResponse(status, null, null, null)),
  /** Asks for the state of a copy request (SRM v2.2, 5.8). */
  STATUS_OF_COPY_REQUEST(
      "srmStatusOfCopyRequest",
      SrmStatusOfCopyRequestRequest.class,
      SrmStatusOfCopyRequestResponse.class,
      status -> new SrmStatusOfCopyRequestResponse(status, null, null)),
  /** Releases pins (SRM v2.2, 5.9). */
  RELEASE_FILES(
      "srmReleaseFiles",
      SrmReleaseFilesRequest.class,
      SrmReleaseFilesResponse.class,
      status -> new SrmReleaseFilesResponse(status, null)),
  /** Tells that uploads are complete (SRM v2.2, 5.10). */
  PUT_DONE(
      "srmPutDone",
      SrmPutDoneRequest.class,
      SrmPutDoneResponse.class,
      status -> new SrmPutDoneResponse(status, null)),
  /** Ends a request before its time (SRM v2.2, 5.11). */
  ABORT_REQUEST(
      "srmAbortRequest",
      SrmAbortRequestRequest.class,
      SrmAbortRequestResponse.class,
      SrmAbortRequestResponse::new),
  /** Ends some files of a request before their time (SRM v2.2, 5.12). */
  ABORT_FILES(
      "srmAbortFiles",
      SrmAbortFilesRequest.class,
      SrmAbortFilesResponse.class,
      status -> new SrmAbortFilesResponse(status, null)),
  /** Suspends a request (SRM v2.2, 5.13). */
  SUSPEND_REQUEST(
      "srmSuspendRequest",
      SrmSuspendRequestRequest.class,
      SrmSuspendRequestResponse.class,
      SrmSuspendRequestResponse::new),
  /** Resumes a suspended request (SRM v2.2, 5.14). */
  RESUME_REQUEST(
      "srmResumeRequest",
      SrmResumeRequestRequest.class,
      SrmResumeRequestResponse.class,
      SrmResumeRequestResponse::new),
  /** Counts the files of requests by state (SRM v2.2, 5.15). */
  GET_REQUEST_SUMMARY(
      "srmGetRequestSummary",
      SrmGetRequestSummaryRequest.class,
      SrmGetRequestSummaryResponse.class,
      status -> new SrmGetRequestSummaryResponse(status, null)),
  /** Extends the life of files or pins (SRM v2.2, 5.16). */
  EXTEND_FILE_LIFE_TIME(
      "srmExtendFileLifeTime",
      SrmExtendFileLifeTimeRequest.class,
      SrmExtendFileLifeTimeResponse.class,
      status -> new SrmExtendFileLifeTimeResponse(status, null)),
  /** Finds the tokens of the caller's requests by their description (SRM v2.2, 5.17). */
  GET_REQUEST_TOKENS(
      "srmGetRequestTokens",
      SrmGetRequestTokensRequest.class,
      SrmGetRequestTokensResponse.class,
      status -> new SrmGetRequestTokensResponse(status, null)),
  /** Lists the transfer protocols of the storage system (SRM v2.2, 6.1). */
  GET_TRANSFER_PROTOCOLS(
      "srmGetTransferProtocols",
      SrmGetTransferProtocolsRequest.class,
      SrmGetTransferProtocolsResponse.class,
      status -> new SrmGetTransferProtocolsResponse(status, null)),
  /** Asks whether the server is there, and for its version (SRM v2.2, 6.2). */
  PING(
      "srmPing",
      SrmPingRequest.class,
      SrmPingResponse.class,
      status -> new SrmPingResponse("v2.2", null));

  private static final Map<String, Operation> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Operation::wsdlName, Function.identity()));
  private static final Map<Class<?>, Operation> BY_CLASS =
      Arrays.stream(values())
          .flatMap(o -> Stream.of(Map.entry(o.requestType, o), Map.entry(o.responseType, o)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String wsdlName;
  private final Class<? extends SrmRequest> requestType;
  private final Class<? extends SrmResponse> responseType;
  private final Function<TReturnStatus, SrmResponse> statusOnly;

  Operation(
      String wsdlName,
      Class<? extends SrmRequest> requestType,
      Class<? extends SrmResponse> responseType,
      Function<TReturnStatus, SrmResponse> statusOnly) {
    this.wsdlName = wsdlName;
    this.requestType = requestType;
    this.responseType = responseType;
    this.statusOnly = statusOnly;
  }

  /** The name in the WSDL, such as {@code srmLs}. */
  public String wsdlName() {
    return wsdlName;
  }

  /** The record of its requests. */
  public Class<? extends SrmRequest> requestType() {
    return requestType;
  }

  /** The record of its responses. */
  public Class<? extends SrmResponse> responseType() {
    return responseType;
  }

  /**
   * A response that has a return status and nothing else: for what is not supported or is refused.
   * That of srmPing, which has no return status, has the version alone.
   */
  public SrmResponse statusOnly(TReturnStatus status) {
    return statusOnly.apply(status);
  }

  /** The operation of a name of the WSDL, such as {@code srmLs}; the case counts. */
  public static Optional<Operation> named(String wsdlName) {
    return Optional.ofNullable(BY_NAME.get(wsdlName));
  }

  /** The operation that a request asks for. */
  public static Operation of(SrmRequest request) {
    return ofType(request.getClass());
  }

  /** The operation that a response answers. */
  public static Operation of(SrmResponse response) {
    return ofType(response.getClass());
  }

  private static Operation ofType(Class<?> type) {
    return Objects.requireNonNull(BY_CLASS.get(type), type::getName);
  }
}
