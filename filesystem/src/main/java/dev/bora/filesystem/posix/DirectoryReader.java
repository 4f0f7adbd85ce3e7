// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory, streamed by getdents64(2) through one buffer, without "." and "..".
 * Belongs to one thread.
 *
 * <p>The order is the file system's; a name that is created or removed meanwhile may or may not be
 * seen.
 */
public final class DirectoryReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LENGTH_OFFSET = 16;
  private static final int NAME_OFFSET = 19;
  private static final RawName SELF = RawName.of(".");
  private static final RawName PARENT = RawName.of("..");

  private final Descriptor directory;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
  private long position;
  private long filled;

  /**
   * Starts at the directory's first name.
   *
   * @param directory opened for reading; stays its owner's to close, its position is moved
   */
  public DirectoryReader(Descriptor directory) throws PosixException {
    this.directory = directory;
    Kernel.call(SystemCall.LSEEK, directory.toString(), directory.number(), 0, 0);
  }

  /** The next name, or null after the last. */
  public @Nullable RawName next() throws PosixException {
    while (true) {
      if (position == filled && !fill()) {
        return null;
      }
      int length =
          Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, position + LENGTH_OFFSET));
      RawName name = RawName.read(buffer, position + NAME_OFFSET);
      position += length;
      if (!name.equals(SELF) && !name.equals(PARENT)) {
        return name;
      }
    }
  }

  private boolean fill() throws PosixException {
    position = 0;
    filled =
        Kernel.callAgain(
            SystemCall.GETDENTS64,
            directory.toString(),
            directory.number(),
            buffer.address(),
            buffer.byteSize());
    return filled > 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
