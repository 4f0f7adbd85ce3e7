// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmResumeRequest (SRM v2.2, 5.14).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmResumeRequestResponse(TReturnStatus returnStatus) implements SrmResponse {}
