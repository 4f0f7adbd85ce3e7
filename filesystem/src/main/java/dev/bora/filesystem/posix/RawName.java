// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import com.google.errorprone.annotations.Immutable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file name or a path as the kernel has it: bytes without NUL, in no particular encoding. Ordered
 * by unsigned bytes.
 */
@Immutable
public final class RawName implements Comparable<RawName> {
  // Never given out, never written to after construction.
  @SuppressWarnings("Immutable")
  private final byte[] bytes;

  private RawName(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The name with these bytes.
   *
   * @throws IllegalArgumentException if a byte is NUL
   */
  public static RawName of(byte[] bytes) {
    for (byte value : bytes) {
      if (value == 0) {
        throw new IllegalArgumentException("a file name cannot hold a NUL byte");
      }
    }
    return new RawName(bytes.clone());
  }

  /** The name whose bytes are the UTF-8 form of {@code text}. */
  public static RawName of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static RawName read(MemorySegment segment, long offset) {
    long end = offset;
    while (end < segment.byteSize() && segment.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return new RawName(segment.asSlice(offset, end - offset).toArray(ValueLayout.JAVA_BYTE));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** The name as text, or empty when its bytes are not UTF-8. */
  public Optional<String> utf8() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** Whether {@code prefix} begins this name, byte by byte. */
  public boolean startsWith(RawName prefix) {
    return bytes.length >= prefix.bytes.length
        && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  MemorySegment toNative(SegmentAllocator allocator) {
    MemorySegment segment = allocator.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  @Override
  public int compareTo(RawName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * For people: text where the bytes are printable UTF-8, else each byte outside ASCII and each
   * control byte as %XX.
   */
  @Override
  public String toString() {
    Optional<String> text = utf8().filter(RawName::printable);
    return text.orElseGet(this::escaped);
  }

  private static boolean printable(String text) {
    return text.codePoints()
        .noneMatch(point -> Character.isISOControl(point) || point == 0xFFFE || point == 0xFFFF);
  }

  private String escaped() {
    StringBuilder shown = new StringBuilder();
    for (byte value : bytes) {
      if (value >= 0x20 && value < 0x7F) {
        shown.append((char) value);
      } else {
        shown.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
      }
    }
    return shown.toString();
  }
}
