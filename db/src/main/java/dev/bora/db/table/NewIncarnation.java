// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * A node that starts.
 *
 * @param node its name in the site file
 * @param address host:port at which others reach it
 * @param configDigest hexadecimal SHA-256 of its configuration
 * @param bootId of its host, from the kernel
 * @param pid of its process
 */
public record NewIncarnation(
    NodeRole role,
    String node,
    String address,
    String version,
    String configDigest,
    String bootId,
    long pid) {}
