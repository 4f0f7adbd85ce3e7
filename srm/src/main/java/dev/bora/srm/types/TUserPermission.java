// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * What one user may do.
 *
 * @param userID the user
 * @param mode what may be done
 */
public record TUserPermission(String userID, TPermissionMode mode) {}
