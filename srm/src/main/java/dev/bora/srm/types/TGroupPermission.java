// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * What one group may do.
 *
 * @param groupID the group
 * @param mode what may be done
 */
public record TGroupPermission(String groupID, TPermissionMode mode) {}
