// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** A row of {@code ready}. */
public record ReadyRow(String area, long share, long fileId) {}
