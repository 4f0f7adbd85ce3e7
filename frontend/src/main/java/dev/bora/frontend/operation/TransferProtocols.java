// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.site.Site;
import dev.bora.srm.types.SrmGetTransferProtocolsRequest;
import dev.bora.srm.types.SrmGetTransferProtocolsResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TSupportedTransferProtocol;
import java.util.List;

/** srmGetTransferProtocols (SRM v2.2, 6.1): those of all storage areas. */
final class TransferProtocols implements OperationHandler<SrmGetTransferProtocolsRequest> {
  private final List<TSupportedTransferProtocol> protocols;

  TransferProtocols(Site site) {
    this.protocols =
        site.storageAreas().byName().values().stream()
            .flatMap(area -> area.protocols().keySet().stream())
            .distinct()
            .sorted()
            .map(protocol -> new TSupportedTransferProtocol(protocol.toString(), null))
            .toList();
  }

  @Override
  public SrmResponse handle(Call call, SrmGetTransferProtocolsRequest request) {
    return new SrmGetTransferProtocolsResponse(
        new TReturnStatus(TStatusCode.SRM_SUCCESS), protocols);
  }
}
