// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetSpaceMetaData (SRM v2.2, 2.6).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfSpaceDetails one for each token asked for
 */
public record SrmGetSpaceMetaDataResponse(
    TReturnStatus returnStatus, @Nullable List<TMetaDataSpace> arrayOfSpaceDetails)
    implements SrmResponse {
  public SrmGetSpaceMetaDataResponse {
    arrayOfSpaceDetails = ImmutableLists.copyOrNull(arrayOfSpaceDetails);
  }
}
