// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmReleaseSpace (SRM v2.2, 2.3).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmReleaseSpaceResponse(TReturnStatus returnStatus) implements SrmResponse {}
