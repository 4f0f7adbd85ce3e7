// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;

/**
 * Does one operation. What it throws becomes the status of the operation's own response: see {@link
 * Dispatcher}.
 */
@FunctionalInterface
interface OperationHandler<Q extends SrmRequest> {
  SrmResponse handle(Call call, Q request);
}
