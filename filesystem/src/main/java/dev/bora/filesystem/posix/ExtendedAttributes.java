// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Extended attributes of open objects (xattr(7)); names with their prefix, for example
 * "user.bora.op".
 */
public final class ExtendedAttributes {
  private static final int LARGEST = 64 * 1024;

  private ExtendedAttributes() {}

  /**
   * The value, or empty if there is none; a file system without attributes fails with EOPNOTSUPP.
   */
  public static Optional<byte[]> get(Descriptor descriptor, String attribute)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(LARGEST);
      MemorySegment name = RawName.of(attribute).toNative(arena);
      return value(
          value,
          Kernel.callAgain(
              SystemCall.FGETXATTR,
              attribute + " of " + descriptor,
              descriptor.number(),
              name.address(),
              value.address(),
              LARGEST));
    } catch (PosixException failure) {
      return absent(failure);
    }
  }

  /**
   * As {@link #get}, for a descriptor that is only a place ({@link OpenFlag#PATH}): by way of
   * /proc.
   */
  public static Optional<byte[]> getByPlace(Descriptor place, String attribute)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(LARGEST);
      MemorySegment name = RawName.of(attribute).toNative(arena);
      return value(
          value,
          Kernel.callAgain(
              SystemCall.GETXATTR,
              attribute + " of " + place,
              place.selfPath().toNative(arena).address(),
              name.address(),
              value.address(),
              LARGEST));
    } catch (PosixException failure) {
      return absent(failure);
    }
  }

  private static Optional<byte[]> value(MemorySegment value, long length) {
    return Optional.of(value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private static Optional<byte[]> absent(PosixException failure) throws PosixException {
    if (failure.errno() == Errno.ENODATA) {
      return Optional.empty();
    }
    throw failure;
  }

  /** Creates or replaces. */
  public static void set(Descriptor descriptor, String attribute, byte[] value)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment content = arena.allocate(Math.max(1, value.length));
      MemorySegment.copy(value, 0, content, ValueLayout.JAVA_BYTE, 0, value.length);
      Kernel.call(
          SystemCall.FSETXATTR,
          attribute + " of " + descriptor,
          descriptor.number(),
          RawName.of(attribute).toNative(arena).address(),
          content.address(),
          value.length,
          0);
    }
  }

  /** Removes; that there was none is no error. */
  public static void remove(Descriptor descriptor, String attribute) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.FREMOVEXATTR,
          attribute + " of " + descriptor,
          descriptor.number(),
          RawName.of(attribute).toNative(arena).address());
    } catch (PosixException failure) {
      if (failure.errno() != Errno.ENODATA) {
        throw failure;
      }
    }
  }
}
