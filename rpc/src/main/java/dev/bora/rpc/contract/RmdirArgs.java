// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * srmRmdir.
 *
 * @param directory what to remove
 * @param recursive whether what is in it goes too
 */
public record RmdirArgs(PathRef directory, boolean recursive) {}
