// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** How safely a file is kept. */
public enum TRetentionPolicy {
  REPLICA,
  OUTPUT,
  CUSTODIAL
}
