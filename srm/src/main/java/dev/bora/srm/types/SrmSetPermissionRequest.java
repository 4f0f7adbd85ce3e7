// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmSetPermission changes who may do what with a file or directory (SRM v2.2, 3.1).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param SURL the SURL, as the caller wrote it
 * @param permissionType whether permissions are added, removed or changed
 * @param ownerPermission what the owner may do
 * @param arrayOfUserPermissions what single users may do
 * @param arrayOfGroupPermissions what single groups may do
 * @param otherPermission what others may do
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmSetPermissionRequest(
    @Nullable String authorizationID,
    @AnyUri String SURL,
    TPermissionType permissionType,
    @Nullable TPermissionMode ownerPermission,
    @Nullable List<TUserPermission> arrayOfUserPermissions,
    @Nullable List<TGroupPermission> arrayOfGroupPermissions,
    @Nullable TPermissionMode otherPermission,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmSetPermissionRequest {
    arrayOfUserPermissions = ImmutableLists.copyOrNull(arrayOfUserPermissions);
    arrayOfGroupPermissions = ImmutableLists.copyOrNull(arrayOfGroupPermissions);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
