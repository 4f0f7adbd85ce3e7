// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** A user of this host: name, uid and primary gid. */
public record UserAccount(String name, int uid, int gid) {}
