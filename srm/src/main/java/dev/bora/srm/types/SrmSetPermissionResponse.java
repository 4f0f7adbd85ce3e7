// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The answer to srmSetPermission (SRM v2.2, 3.1).
 *
 * @param returnStatus the status of the call or of the whole request
 */
public record SrmSetPermissionResponse(TReturnStatus returnStatus) implements SrmResponse {}
