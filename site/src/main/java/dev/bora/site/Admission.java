// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/**
 * What a site takes on at a time. Each frontend and backend keeps to the limits in its own file, so
 * that a change can be rolled in.
 *
 * @param put srmPrepareToPut
 * @param get srmPrepareToGet
 */
public record Admission(FileLimits put, FileLimits get) {}
