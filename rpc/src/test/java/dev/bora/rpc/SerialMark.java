// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An exception that leaves a mark when somebody deserialises it. */
public final class SerialMark extends RuntimeException {

  private static final AtomicInteger MARKS = new AtomicInteger();

  /** How often it was deserialised since this was asked last. */
  public static int takeMarks() {
    return MARKS.getAndSet(0);
  }

  /** It, serialised, in Base64. */
  public static String serialised() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(new SerialMark());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
    MARKS.incrementAndGet();
    input.defaultReadObject();
  }
}
