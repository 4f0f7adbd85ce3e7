// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmSuspendRequest (SRM v2.2, 5.13).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmSuspendRequestResponse(TReturnStatus returnStatus) implements SrmResponse {}
