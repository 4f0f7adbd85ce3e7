// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.nio.file.Path;

/** Where things are in the checkout that is tested. */
public final class Checkout {

  private static final Path ROOT =
      Path.of(System.getProperty("bora.it.checkout", "..")).toAbsolutePath().normalize();

  private Checkout() {}

  /** A file of the checkout. */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** A folder for what tests make, under this module's target folder. */
  public static Path made(String path) {
    return ROOT.resolve("it/target").resolve(path);
  }
}
