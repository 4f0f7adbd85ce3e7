// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** The kinds of machine whose numbers are known here. */
enum Machine {
  X86_64,
  AARCH64;

  static final Machine CURRENT = current();

  private static Machine current() {
    String system = System.getProperty("os.name");
    String architecture = System.getProperty("os.arch");
    if (!"Linux".equals(system)) {
      throw new UnsupportedOperationException(
          "Bora's file system layer needs Linux, not " + system);
    }
    return switch (architecture) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "Bora's file system layer knows x86-64 and aarch64, not " + architecture);
    };
  }
}
