// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the caller means to transfer the files.
 *
 * @param accessPattern a whole transfer, or reading here and there
 * @param connectionType from far or near
 * @param arrayOfClientNetworks addresses of the client
 * @param arrayOfTransferProtocols the protocols that the caller can use, the best first
 */
public record TTransferParameters(
    @Nullable TAccessPattern accessPattern,
    @Nullable TConnectionType connectionType,
    @Nullable List<String> arrayOfClientNetworks,
    @Nullable List<String> arrayOfTransferProtocols) {
  public TTransferParameters {
    arrayOfClientNetworks = ImmutableLists.copyOrNull(arrayOfClientNetworks);
    arrayOfTransferProtocols = ImmutableLists.copyOrNull(arrayOfTransferProtocols);
  }
}
