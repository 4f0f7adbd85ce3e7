// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * srmAbortRequest.
 *
 * @param token the request token that the client holds
 */
public record AbortRequestArgs(String token) {}
