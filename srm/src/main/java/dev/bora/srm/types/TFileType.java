// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** What a path names. */
public enum TFileType {
  FILE,
  DIRECTORY,
  LINK
}
