// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * Who answered.
 *
 * @param backend the backend's id
 * @param version its release
 */
public record PingReply(String backend, String version) {}
