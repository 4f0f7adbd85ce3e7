// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** For how long a file is kept. */
public enum TFileStorageType {
  VOLATILE,
  DURABLE,
  PERMANENT
}
