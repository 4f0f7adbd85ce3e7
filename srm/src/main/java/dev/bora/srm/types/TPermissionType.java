// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** How srmSetPermission changes the permissions. */
public enum TPermissionType {
  ADD,
  REMOVE,
  CHANGE
}
