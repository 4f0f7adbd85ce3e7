// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** How near a file is kept. */
public enum TAccessLatency {
  ONLINE,
  NEARLINE
}
