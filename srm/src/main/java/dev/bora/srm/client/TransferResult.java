// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

/**
 * A transfer that is complete.
 *
 * @param bytes that moved
 * @param adler32 of these bytes, 8 hexadecimal digits
 * @param verified whether the server told the same checksum; false when it told none
 */
public record TransferResult(long bytes, String adler32, boolean verified) {}
