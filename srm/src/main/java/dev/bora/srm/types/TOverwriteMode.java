// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** What a put or copy does when its target exists. */
public enum TOverwriteMode {
  NEVER,
  ALWAYS,
  WHEN_FILES_ARE_DIFFERENT
}
