// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * One file to write.
 *
 * @param targetSURL the SURL of the target
 * @param expectedFileSize in bytes; 0 or absent when not known
 */
public record TPutFileRequest(
    @Nullable @AnyUri String targetSURL, @Nullable Long expectedFileSize) {}
