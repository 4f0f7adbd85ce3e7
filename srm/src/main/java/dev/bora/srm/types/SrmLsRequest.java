// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmLs lists files and directories (SRM v2.2, 4.4).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param fileStorageType lists only files that are kept for so long
 * @param fullDetailedList whether all details are wanted
 * @param allLevelRecursive whether to go down to the last level
 * @param numOfLevels how many levels to go down; 0 is the path alone
 * @param offset how many children to skip, from 0
 * @param count how many children at most
 */
public record SrmLsRequest(
    @Nullable String authorizationID,
    List<@AnyUri String> arrayOfSURLs,
    @MandatoryNillable @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable TFileStorageType fileStorageType,
    @Nullable Boolean fullDetailedList,
    @Nullable Boolean allLevelRecursive,
    @Nullable Integer numOfLevels,
    @Nullable Integer offset,
    @Nullable Integer count)
    implements SrmRequest {
  public SrmLsRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
