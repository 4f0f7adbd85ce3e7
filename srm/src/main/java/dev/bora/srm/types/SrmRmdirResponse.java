// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmRmdir (SRM v2.2, 4.2).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmRmdirResponse(TReturnStatus returnStatus) implements SrmResponse {}
