// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

/**
 * What a client asks. Text that does not apply is empty.
 *
 * @param number from 1, in the order of the history
 * @param client who asks
 * @param server the node that is asked
 * @param kind what for
 * @param path below the root of the storage area
 * @param target of a move
 * @param token of the request that it is about
 * @param content number of what is written, 0 for none
 * @param overwrite whether a put may replace a file
 * @param begin {@link System#nanoTime()} before anything was sent
 */
public record Call(
    long number,
    int client,
    String server,
    Kind kind,
    String path,
    String target,
    String token,
    int content,
    boolean overwrite,
    long begin) {}
