// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/**
 * Space of a file system, as statfs(2) tells it.
 *
 * @param total bytes
 * @param free bytes not in use
 * @param available bytes that an unprivileged process may still write
 * @param type the magic number of the file system's kind
 */
public record FileSystemSpace(long total, long free, long available, long type) {}
