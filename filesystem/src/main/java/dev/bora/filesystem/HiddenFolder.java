// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.util.Locale;

/** The folders below an area's hidden folder. */
public enum HiddenFolder {
  /**
   * Uploads being written and directories being prepared: mode 0711, so that a door can reach a
   * file that it owns.
   */
  NEW(0711),
  /** What was taken from its public name: mode 0700, nobody else's business. */
  TAKEN(0700);

  private final int permissions;

  HiddenFolder(int permissions) {
    this.permissions = permissions;
  }

  int permissions() {
    return permissions;
  }

  String folderName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
