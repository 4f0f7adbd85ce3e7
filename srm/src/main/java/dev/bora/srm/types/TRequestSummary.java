// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The files of one request, counted by state.
 *
 * @param requestToken the token of the request
 * @param status its status
 * @param requestType the kind of the request
 * @param totalNumFilesInRequest how many files the request has
 * @param numOfCompletedFiles how many have ended
 * @param numOfWaitingFiles how many are waiting
 * @param numOfFailedFiles how many failed
 */
public record TRequestSummary(
    String requestToken,
    TReturnStatus status,
    @Nullable TRequestType requestType,
    @Nullable Integer totalNumFilesInRequest,
    @Nullable Integer numOfCompletedFiles,
    @Nullable Integer numOfWaitingFiles,
    @Nullable Integer numOfFailedFiles) {}
