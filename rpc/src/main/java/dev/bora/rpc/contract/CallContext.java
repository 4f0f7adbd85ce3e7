// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.regex.Pattern;

/**
 * What comes with every call, whichever it is.
 *
 * @param operationId a UUID, in its usual text of 36 characters: the same for every attempt at one
 *     call, so that a second attempt never runs beside the first
 * @param requestId names the client's request in the logs of frontend and backend; 1 to 64 of the
 *     characters A-Z a-z 0-9 . _ : -
 * @param frontend the node that calls
 * @param clientAddress where the SRM client connected from
 * @param caller the authenticated user
 */
public record CallContext(
    String operationId, String requestId, String frontend, String clientAddress, Caller caller) {

  private static final Pattern OPERATION_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** Checks and copies what was given. */
  public CallContext {
    if (!OPERATION_ID.matcher(operationId).matches()) {
      throw new IllegalArgumentException("operationId is not a UUID");
    }
    // It goes to logs as it is.
    if (!REQUEST_ID.matcher(requestId).matches()) {
      throw new IllegalArgumentException(
          "requestId is not 1 to 64 of the characters A-Z a-z 0-9 . _ : -");
    }
  }
}
