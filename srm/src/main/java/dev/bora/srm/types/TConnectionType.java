// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** How far away the caller is. */
public enum TConnectionType {
  WAN,
  LAN
}
