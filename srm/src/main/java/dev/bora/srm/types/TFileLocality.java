// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** Where the data of a file are now. */
public enum TFileLocality {
  ONLINE,
  NEARLINE,
  ONLINE_AND_NEARLINE,
  LOST,
  NONE,
  UNAVAILABLE
}
