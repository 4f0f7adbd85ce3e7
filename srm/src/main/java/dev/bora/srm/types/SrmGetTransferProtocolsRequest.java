// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmGetTransferProtocols lists the transfer protocols of the storage system (SRM v2.2, 6.1).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmGetTransferProtocolsRequest(@Nullable String authorizationID)
    implements SrmRequest {}
