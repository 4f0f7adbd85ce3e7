// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/** When a put may replace a file (TOverwriteMode, SRM v2.2 section 2.1). */
public enum OverwriteMode {
  NEVER,
  ALWAYS,
  /** The promised size differs from the file's, or none was promised. */
  WHEN_FILES_ARE_DIFFERENT
}
