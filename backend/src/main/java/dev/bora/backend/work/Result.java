// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/** What a client is told of one file. */
public record Result(TStatusCode status, @Nullable String explanation) {
  /** It was done. */
  public static final Result SUCCESS = new Result(TStatusCode.SRM_SUCCESS, null);

  /** It waits for nothing but that there may be one TURL more. */
  public static final Result STAGED = new Result(TStatusCode.SRM_REQUEST_INPROGRESS, null);

  boolean isStaged() {
    return equals(STAGED);
  }
}
