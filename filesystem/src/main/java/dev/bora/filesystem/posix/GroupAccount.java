// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** A group of this host: name and gid. */
public record GroupAccount(String name, int gid) {}
