// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmPing (SRM v2.2, 6.2).
 *
 * @param versionInfo the version of the interface: v2.2
 * @param otherInfo what else the server tells of itself
 */
public record SrmPingResponse(String versionInfo, @Nullable List<TExtraInfo> otherInfo)
    implements SrmResponse {
  public SrmPingResponse {
    otherInfo = ImmutableLists.copyOrNull(otherInfo);
  }

  /** Whoever answers a ping has succeeded: it is told to logs, and is not on the wire. */
  @Override
  public TReturnStatus returnStatus() {
    return new TReturnStatus(TStatusCode.SRM_SUCCESS);
  }
}
