// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;

/**
 * Asserts that this JVM deserialises no Java object at all. Apache XML-RPC 3.1.3 has two known ways
 * to make it (CVE-2016-5003, CVE-2019-17570); both are closed here, and this is the wall behind.
 */
public final class SerialFilter {

  private static final String REJECT_ALL = "!*";

  private SerialFilter() {}

  /**
   * Returns if {@code jdk.serialFilter} is {@code !*} and works.
   *
   * @throws IllegalStateException otherwise, saying what to do
   */
  public static void require() {
    ObjectInputFilter filter = ObjectInputFilter.Config.getSerialFilter();
    String found = filter == null ? "not set" : filter.toString();
    if (!found.equals(REJECT_ALL) || deserialises()) {
      throw new IllegalStateException(
          "refusing to start: Java deserialization is not switched off (jdk.serialFilter is "
              + found
              + "); start the JVM with -Djdk.serialFilter=!*");
    }
  }

  // A filter factory (jdk.serialFilterFactory) could leave the filter out: so try.
  private static boolean deserialises() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
        output.writeObject(Instant.EPOCH);
      }
      try (ObjectInputStream input =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        input.readObject();
      }
      return true;
    } catch (InvalidClassException rejected) {
      return false;
    } catch (IOException | ClassNotFoundException broken) {
      throw new IllegalStateException("cannot tell whether deserialization is off", broken);
    }
  }
}
