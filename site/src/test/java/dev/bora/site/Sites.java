// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The two site files of the twin tests, and sites made of them. */
final class Sites {
  private Sites() {}

  static String text(String resource) {
    try (InputStream in = Sites.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Site load(String resource) {
    return parse(text(resource));
  }

  static Site parse(String text) {
    try {
      return SiteFile.parse("site.yaml", text);
    } catch (SiteException e) {
      throw new AssertionError(e);
    }
  }

  /** The minimal file with other text in the place of some. */
  static String minimalWith(String old, String replacement) {
    String minimal = text("minimal.yaml");
    if (!minimal.contains(old)) {
      throw new AssertionError("minimal.yaml has no " + old);
    }
    return minimal.replace(old, replacement);
  }
}
