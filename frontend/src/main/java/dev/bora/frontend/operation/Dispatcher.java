// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.GivenUpException;
import dev.bora.frontend.call.RefusedException;
import dev.bora.rpc.client.BackendCallException;
import dev.bora.rpc.client.BackendFaultException;
import dev.bora.rpc.client.BackendLostException;
import dev.bora.rpc.client.BackendProtocolException;
import dev.bora.rpc.client.BackendRefusedException;
import dev.bora.rpc.client.BackendTimeoutException;
import dev.bora.rpc.client.BackendUnavailableException;
import dev.bora.rpc.client.BackendWithoutDatabaseException;
import dev.bora.srm.types.Operation;
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
import dev.bora.srm.types.SrmPrepareToPutRequest;
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
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From requests to responses, whatever happens on the way: what a handler throws becomes a status
 * in the operation's own response, and tells nothing internal.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final String NOT_AVAILABLE =
      "The request database is not available, try again later";

  private final Operations operations;
  private final Supplier<Optional<String>> refusal;

  /**
   * For these operations.
   *
   * @param refusal why no call at all can be served now, if there is such a reason
   */
  public Dispatcher(Operations operations, Supplier<Optional<String>> refusal) {
    this.operations = operations;
    this.refusal = refusal;
  }

  /** Answers a request. */
  public SrmResponse answer(Call call, SrmRequest request) {
    Operation operation = request.operation();
    Optional<String> reason = refusal.get();
    if (reason.isPresent()) {
      return operation.statusOnly(internal(reason.get()));
    }
    try {
      return handle(call, request);
    } catch (RefusedException refused) {
      return operation.statusOnly(refused.status());
    } catch (DatabaseUnavailableException away) {
      // Once is enough, and that is said where the database is watched; the access log has each.
      LOG.debug("{}: {}: {}", call.requestId(), operation, away.toString());
      return operation.statusOnly(internal(reason(away)));
    } catch (GivenUpException away) {
      LOG.debug("{}: {}: {}", call.requestId(), operation, away.toString());
      return operation.statusOnly(
          internal(
              away.mayHaveRun()
                  ? "The request database went away meanwhile: whether this was done is not known,"
                      + " look before you try again"
                  : NOT_AVAILABLE));
    } catch (BackendUnavailableException | BackendWithoutDatabaseException away) {
      // As above: who looks for backends says the one, and the backend the other.
      LOG.debug("{}: {}: {}", call.requestId(), operation, away.toString());
      return operation.statusOnly(internal(reason(away)));
    } catch (BackendCallException failed) {
      LOG.warn("{}: {}: {}", call.requestId(), operation, failed.toString());
      return operation.statusOnly(internal(reason(failed)));
    } catch (RuntimeException broken) {
      LOG.error("{}: {} failed", call.requestId(), operation, broken);
      return operation.statusOnly(
          internal("Internal error; the log of the server has it as " + call.requestId()));
    }
  }

  /** The answer to a request that comes when there are too many already. */
  public static SrmResponse busy(SrmRequest request) {
    return request.operation().statusOnly(internal("The server is busy, try again later"));
  }

  private static TReturnStatus internal(String explanation) {
    return new TReturnStatus(TStatusCode.SRM_INTERNAL_ERROR, explanation);
  }

  private static String reason(DatabaseUnavailableException failed) {
    return switch (failed.trouble()) {
      case AWAY -> NOT_AVAILABLE;
      case READ_ONLY -> "The request database takes no changes at the moment, try again later";
      case FULL -> "No space left on device: the request database is full, try again later";
      case LOCKED -> "Device or resource busy: the request database is busy, try again later";
    };
  }

  private static String reason(BackendCallException failed) {
    return switch (failed) {
      case BackendUnavailableException _ -> "No backend is available, try again later";
      case BackendRefusedException _ -> "The backend refused the call of this server";
      case BackendTimeoutException _ -> "The backend did not answer in time";
      case BackendWithoutDatabaseException _ ->
          "The request database does not do what is needed at the moment: whether this was done is"
              + " not known, look before you try again";
      case BackendLostException _ ->
          "The backend was lost: whether this was done is not known, look before you try again";
      case BackendProtocolException _ -> "The answer of the backend was not understood";
      case BackendFaultException _ -> "The backend failed";
    };
  }

  private SrmResponse handle(Call call, SrmRequest request) {
    return switch (request) {
      case SrmPingRequest q -> operations.ping().handle(call, q);
      case SrmGetTransferProtocolsRequest q -> operations.protocols().handle(call, q);
      case SrmLsRequest q -> operations.ls().handle(call, q);
      case SrmMkdirRequest q -> operations.nameSpace().mkdir(call, q);
      case SrmRmdirRequest q -> operations.nameSpace().rmdir(call, q);
      case SrmRmRequest q -> operations.nameSpace().rm(call, q);
      case SrmMvRequest q -> operations.nameSpace().mv(call, q);
      case SrmPrepareToGetRequest q -> operations.prepareToGet().handle(call, q);
      case SrmPrepareToPutRequest q -> operations.prepareToPut().handle(call, q);
      case SrmStatusOfGetRequestRequest q -> operations.status().get(call, q);
      case SrmStatusOfPutRequestRequest q -> operations.status().put(call, q);
      case SrmPutDoneRequest q -> operations.fileCalls().putDone(call, q);
      case SrmAbortRequestRequest q -> operations.fileCalls().abortRequest(call, q);
      case SrmAbortFilesRequest q -> operations.fileCalls().abortFiles(call, q);
      case SrmReleaseFilesRequest q -> operations.releaseFiles().handle(call, q);
      case SrmExtendFileLifeTimeRequest q -> operations.extendFileLifeTime().handle(call, q);
      case SrmGetRequestSummaryRequest q -> operations.lists().summary(call, q);
      case SrmGetRequestTokensRequest q -> operations.lists().tokens(call, q);
      case SrmReserveSpaceRequest _,
          SrmStatusOfReserveSpaceRequestRequest _,
          SrmReleaseSpaceRequest _,
          SrmUpdateSpaceRequest _,
          SrmStatusOfUpdateSpaceRequestRequest _,
          SrmGetSpaceMetaDataRequest _,
          SrmChangeSpaceForFilesRequest _,
          SrmStatusOfChangeSpaceForFilesRequestRequest _,
          SrmExtendFileLifeTimeInSpaceRequest _,
          SrmPurgeFromSpaceRequest _,
          SrmGetSpaceTokensRequest _,
          SrmSetPermissionRequest _,
          SrmCheckPermissionRequest _,
          SrmGetPermissionRequest _,
          SrmStatusOfLsRequestRequest _,
          SrmBringOnlineRequest _,
          SrmStatusOfBringOnlineRequestRequest _,
          SrmCopyRequest _,
          SrmStatusOfCopyRequestRequest _,
          SrmSuspendRequestRequest _,
          SrmResumeRequestRequest _ ->
          throw RefusedException.notSupported(
              request.operation().wsdlName() + " is not supported by this server");
    };
  }
}
