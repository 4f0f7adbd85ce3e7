// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetTransferProtocols (SRM v2.2, 6.1).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param protocolInfo the protocols
 */
public record SrmGetTransferProtocolsResponse(
    TReturnStatus returnStatus, @Nullable List<TSupportedTransferProtocol> protocolInfo)
    implements SrmResponse {
  public SrmGetTransferProtocolsResponse {
    protocolInfo = ImmutableLists.copyOrNull(protocolInfo);
  }
}
