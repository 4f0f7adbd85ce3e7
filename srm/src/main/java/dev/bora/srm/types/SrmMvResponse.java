// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmMv (SRM v2.2, 4.6).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmMvResponse(TReturnStatus returnStatus) implements SrmResponse {}
