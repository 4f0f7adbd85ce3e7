// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * The status of one SURL of a call.
 *
 * @param surl the SURL, as the caller wrote it
 * @param status its status
 */
public record TSURLReturnStatus(@AnyUri String surl, TReturnStatus status) {}
