// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a nudged file has come to.
 *
 * @param fileId the file's row
 * @param state the state that its row is in
 * @param outcome its SRM status
 * @param turl where to transfer, once there is a place
 * @param size bytes, 0 to 2^63-1
 * @param pinSeconds what is left of the pin or the upload's time
 */
public record FileState(
    long fileId,
    String state,
    Outcome outcome,
    @Nullable String turl,
    @Nullable Long size,
    @Nullable Integer pinSeconds) {}
