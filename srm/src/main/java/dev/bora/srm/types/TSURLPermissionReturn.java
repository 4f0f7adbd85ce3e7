// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * What the caller may do with one SURL.
 *
 * @param surl the SURL, as the caller wrote it
 * @param status its status
 * @param permission what the caller may do
 */
public record TSURLPermissionReturn(
    @AnyUri String surl, TReturnStatus status, @Nullable TPermissionMode permission) {}
