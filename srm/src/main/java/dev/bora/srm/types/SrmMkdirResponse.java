// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmMkdir (SRM v2.2, 4.1).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmMkdirResponse(TReturnStatus returnStatus) implements SrmResponse {}
