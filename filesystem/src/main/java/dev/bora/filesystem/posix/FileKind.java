// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** What an object of a file system is. */
public enum FileKind {
  FILE,
  DIRECTORY,
  LINK,
  /** A FIFO, socket or device. */
  OTHER;

  private static final int TYPE_MASK = 0xF000;

  static FileKind ofMode(int mode) {
    return switch (mode & TYPE_MASK) {
      case 0x8000 -> FILE;
      case 0x4000 -> DIRECTORY;
      case 0xA000 -> LINK;
      default -> OTHER;
    };
  }
}
