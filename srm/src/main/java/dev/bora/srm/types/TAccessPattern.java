// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** How the caller means to read. */
public enum TAccessPattern {
  TRANSFER_MODE,
  PROCESSING_MODE
}
