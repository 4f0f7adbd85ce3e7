// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmAbortRequest (SRM v2.2, 5.11).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmAbortRequestResponse(TReturnStatus returnStatus) implements SrmResponse {}
