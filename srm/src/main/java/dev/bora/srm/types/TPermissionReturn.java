// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of one SURL.
 *
 * @param surl the SURL, as the caller wrote it
 * @param status its status
 * @param owner who owns it
 * @param ownerPermission what the owner may do
 * @param arrayOfUserPermissions what single users may do
 * @param arrayOfGroupPermissions what single groups may do
 * @param otherPermission what others may do
 */
public record TPermissionReturn(
    @AnyUri String surl,
    @Nullable TReturnStatus status,
    @Nullable String owner,
    @Nullable TPermissionMode ownerPermission,
    @Nullable List<TUserPermission> arrayOfUserPermissions,
    @Nullable List<TGroupPermission> arrayOfGroupPermissions,
    @Nullable TPermissionMode otherPermission) {
  public TPermissionReturn {
    arrayOfUserPermissions = ImmutableLists.copyOrNull(arrayOfUserPermissions);
    arrayOfGroupPermissions = ImmutableLists.copyOrNull(arrayOfGroupPermissions);
  }
}
