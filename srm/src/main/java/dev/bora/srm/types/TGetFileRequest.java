// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * One file to read or to bring online.
 *
 * @param sourceSURL the SURL of the source
 * @param dirOption how deep to go into a directory
 */
public record TGetFileRequest(@AnyUri String sourceSURL, @Nullable TDirOption dirOption) {}
