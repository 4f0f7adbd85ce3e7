// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Seen;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Adler32;

/** What is written into files: numbered, each of a size of its own, its bytes by the seed. */
public final class Contents {

  private static final int SMALLEST = 1_000;

  private final long seed;
  private final AtomicInteger last = new AtomicInteger();

  /** Of a drill. */
  public Contents(long seed) {
    this.seed = seed;
  }

  /** The number of a content that nobody has written yet. */
  public int next() {
    return last.incrementAndGet();
  }

  /** In bytes. */
  public static int size(int number) {
    return SMALLEST + number;
  }

  /** All of it. */
  public byte[] bytes(int number) {
    byte[] bytes = new byte[size(number)];
    new Random(seed * 31 + number).nextBytes(bytes);
    return bytes;
  }

  /** As SRM writes it: eight hexadecimal digits. */
  public String adler32(int number) {
    Adler32 sum = new Adler32();
    sum.update(bytes(number));
    return String.format("%08x", sum.getValue());
  }

  /** The number of what somebody read; {@link Seen#FOREIGN} if it is none of these. */
  public int numberOf(byte[] bytes) {
    int number = numberOf(bytes.length);
    return number != Seen.FOREIGN && Arrays.equals(bytes, bytes(number)) ? number : Seen.FOREIGN;
  }

  /** The number of the content of a size; {@link Seen#FOREIGN} if there is none. */
  public int numberOf(long size) {
    long number = size - SMALLEST;
    return number >= 1 && number <= last.get() ? (int) number : Seen.FOREIGN;
  }
}
