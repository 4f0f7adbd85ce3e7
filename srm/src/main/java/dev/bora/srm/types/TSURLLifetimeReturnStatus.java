// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The status and the new lifetimes of one SURL.
 *
 * @param surl the SURL, as the caller wrote it
 * @param status its status
 * @param fileLifetime what is left of the life of the file, in seconds; -1 is for ever
 * @param pinLifetime what is left of the life of the pin, in seconds
 */
public record TSURLLifetimeReturnStatus(
    @AnyUri String surl,
    TReturnStatus status,
    @Nullable Integer fileLifetime,
    @Nullable Integer pinLifetime) {}
