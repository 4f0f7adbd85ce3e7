// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * srmMkdir.
 *
 * @param directory what to make; its parent must exist
 */
public record MkdirArgs(PathRef directory) {}
