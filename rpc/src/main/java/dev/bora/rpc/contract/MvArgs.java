// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * srmMv, within one storage area or between two.
 *
 * @param from what to rename
 * @param to its new name, or the directory to put it in
 */
public record MvArgs(PathRef from, PathRef to) {}
