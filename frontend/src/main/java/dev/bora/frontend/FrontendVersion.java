// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version that the build wrote into the archive. */
final class FrontendVersion {
  private FrontendVersion() {}

  static String text() {
    Properties properties = new Properties();
    try (InputStream stream = FrontendVersion.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(stream, "version.properties is not in the archive"));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return properties.getProperty("version");
  }
}
