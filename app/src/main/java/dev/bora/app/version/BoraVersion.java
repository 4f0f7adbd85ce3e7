// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the archive. */
public final class BoraVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"bora " + text()};
  }

  /** The version alone. */
  public static String text() {
    Properties properties = new Properties();
    try (InputStream stream = BoraVersion.class.getResourceAsStream("/bora.properties")) {
      properties.load(Objects.requireNonNull(stream, "bora.properties is not in the archive"));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return properties.getProperty("version");
  }
}
