// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The site files with directors in the documentation. */
final class Examples {
  static final Path FOLDER = Path.of("../docs/examples");

  private Examples() {}

  /** Their names, without {@code .yaml}. */
  static Stream<String> names() {
    return Stream.of(
        "directors-one-network",
        "directors-two-networks",
        "directors-three-networks",
        "directors-tunnels");
  }

  static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Site site(String name) {
    return parse(text(name));
  }

  static Site parse(String text) {
    try {
      return SiteFile.parse("site.yaml", text);
    } catch (SiteException e) {
      throw new AssertionError(e);
    }
  }
}
