// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * One file to copy.
 *
 * @param sourceSURL the SURL of the source
 * @param targetSURL the SURL of the target
 * @param dirOption how deep to go into a directory
 */
public record TCopyFileRequest(
    @AnyUri String sourceSURL, @AnyUri String targetSURL, @Nullable TDirOption dirOption) {}
