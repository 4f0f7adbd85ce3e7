// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param status the HTTP status
 * @param closing whether the backend closes the connection after it
 * @param backend the id of the backend, if it told
 * @param body the body, as long as announced
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; handed on once.
record HttpReply(int status, boolean closing, @Nullable String backend, byte[] body) {}
