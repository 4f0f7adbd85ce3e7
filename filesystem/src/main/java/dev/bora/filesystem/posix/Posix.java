// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Set;

/**
 * System calls on names and descriptors, each run on the caller's thread. A native call cannot be
 * interrupted and pins a virtual thread's carrier: call them from platform threads.
 *
 * <p>Names are relative to a directory's descriptor. A method is one system call unless it says
 * otherwise.
 */
public final class Posix {
  private static final int WORKING_DIRECTORY = -100;
  private static final int EMPTY_PATH = 0x1000;
  private static final int SYMLINK_NOFOLLOW = 0x100;
  private static final int FORCE_SYNC = 0x2000;
  private static final int REMOVE_DIRECTORY = 0x200;
  private static final int NO_REPLACE = 1;
  private static final int LONGEST_PATH = 4096;

  private Posix() {}

  /** Opens an absolute path, following links: only for what the site's configuration names. */
  public static Descriptor open(RawName path, Set<OpenFlag> flags) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      long number =
          Kernel.callAgain(
              SystemCall.OPENAT,
              path.toString(),
              WORKING_DIRECTORY,
              path.toNative(arena).address(),
              OpenFlag.combine(flags));
      return new Descriptor((int) number, path.toString());
    }
  }

  /** Opens one name in a directory; {@code mode} counts only with {@link OpenFlag#CREATE}. */
  public static Descriptor openAt(Descriptor directory, RawName name, Set<OpenFlag> flags, int mode)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      long number =
          Kernel.callAgain(
              SystemCall.OPENAT,
              name.toString(),
              directory.number(),
              name.toNative(arena).address(),
              OpenFlag.combine(flags),
              mode);
      return new Descriptor((int) number, name.toString());
    }
  }

  /**
   * openat2(2): opens an existing object below a directory.
   *
   * <p>The call is begun again, a bounded number of times, while renames elsewhere keep the kernel
   * from proving that it stayed below.
   */
  public static Descriptor openBelow(
      Descriptor directory, RawName path, Set<OpenFlag> flags, Set<ResolveFlag> resolve)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(ValueLayout.JAVA_LONG, 0, OpenFlag.combine(flags));
      how.set(ValueLayout.JAVA_LONG, 16, ResolveFlag.combine(resolve));
      long number =
          Kernel.callAgain(
              SystemCall.OPENAT2,
              path.toString(),
              directory.number(),
              path.toNative(arena).address(),
              how.address(),
              how.byteSize());
      return new Descriptor((int) number, path.toString());
    }
  }

  /** mkdirat(2). The mode is cut by the process's umask or the directory's default ACL. */
  public static void makeDirectory(Descriptor directory, RawName name, int mode)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.MKDIRAT,
          name.toString(),
          directory.number(),
          name.toNative(arena).address(),
          mode);
    }
  }

  /** Plain rename: replaces a file by a file, an empty directory by a directory. */
  public static void rename(Descriptor from, RawName name, Descriptor to, RawName newName)
      throws PosixException {
    rename(from, name, to, newName, 0);
  }

  /**
   * renameat2(2) with RENAME_NOREPLACE: EEXIST if the new name exists, EINVAL where the file system
   * lacks it.
   */
  public static void renameWithoutReplacing(
      Descriptor from, RawName name, Descriptor to, RawName newName) throws PosixException {
    rename(from, name, to, newName, NO_REPLACE);
  }

  private static void rename(
      Descriptor from, RawName name, Descriptor to, RawName newName, int flags)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.RENAMEAT2,
          name + " to " + newName,
          from.number(),
          name.toNative(arena).address(),
          to.number(),
          newName.toNative(arena).address(),
          flags);
    }
  }

  /** linkat(2), not following a link at {@code name}. */
  public static void link(Descriptor from, RawName name, Descriptor to, RawName newName)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.LINKAT,
          name + " to " + newName,
          from.number(),
          name.toNative(arena).address(),
          to.number(),
          newName.toNative(arena).address());
    }
  }

  /** unlinkat(2) of anything but a directory. */
  public static void unlink(Descriptor directory, RawName name) throws PosixException {
    unlink(directory, name, 0);
  }

  /** unlinkat(2) of an empty directory. */
  public static void removeDirectory(Descriptor directory, RawName name) throws PosixException {
    unlink(directory, name, REMOVE_DIRECTORY);
  }

  private static void unlink(Descriptor directory, RawName name, int flags) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.UNLINKAT,
          name.toString(),
          directory.number(),
          name.toNative(arena).address(),
          flags);
    }
  }

  /** statx(2) of an open object. */
  public static FileStatus status(Descriptor descriptor) throws PosixException {
    return status(descriptor, RawName.of(""), EMPTY_PATH, descriptor.toString());
  }

  /**
   * statx(2) of one name in a directory, not following a link, asking a network file system's
   * server anew.
   */
  public static FileStatus status(Descriptor directory, RawName name) throws PosixException {
    return status(directory, name, SYMLINK_NOFOLLOW | FORCE_SYNC, name.toString());
  }

  private static FileStatus status(Descriptor directory, RawName name, int flags, String object)
      throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statx = arena.allocate(FileStatus.BYTES, 8);
      Kernel.callAgain(
          SystemCall.STATX,
          object,
          directory.number(),
          name.toNative(arena).address(),
          flags,
          FileStatus.MASK,
          statx.address());
      return FileStatus.read(statx);
    }
  }

  /** As {@link #status(Descriptor, RawName)}, empty if there is no such name. */
  public static Optional<FileStatus> statusIfPresent(Descriptor directory, RawName name)
      throws PosixException {
    try {
      return Optional.of(status(directory, name));
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** fsync(2). */
  public static void sync(Descriptor descriptor) throws PosixException {
    Kernel.callAgain(SystemCall.FSYNC, descriptor.toString(), descriptor.number());
  }

  /** fchown(2); -1 leaves owner or group as it is. */
  public static void changeOwner(Descriptor descriptor, int owner, int group)
      throws PosixException {
    Kernel.call(SystemCall.FCHOWN, descriptor.toString(), descriptor.number(), owner, group);
  }

  /** fchmod(2). */
  public static void changeMode(Descriptor descriptor, int permissions) throws PosixException {
    Kernel.call(SystemCall.FCHMOD, descriptor.toString(), descriptor.number(), permissions);
  }

  /** ftruncate(2), to a size in bytes. */
  public static void truncate(Descriptor descriptor, long size) throws PosixException {
    Kernel.call(SystemCall.FTRUNCATE, descriptor.toString(), descriptor.number(), size);
  }

  /** read(2) into a native segment; 0 at the end of the file. */
  public static int read(Descriptor descriptor, MemorySegment buffer) throws PosixException {
    return (int)
        Kernel.callAgain(
            SystemCall.READ,
            descriptor.toString(),
            descriptor.number(),
            buffer.address(),
            buffer.byteSize());
  }

  /** The absolute path that the kernel has for an open object now. */
  public static RawName pathOf(Descriptor descriptor) throws PosixException {
    RawName self = descriptor.selfPath();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(LONGEST_PATH + 1L);
      long length =
          Kernel.callAgain(
              SystemCall.READLINKAT,
              self.toString(),
              WORKING_DIRECTORY,
              self.toNative(arena).address(),
              target.address(),
              LONGEST_PATH);
      return RawName.of(target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** fstatfs(2). */
  public static FileSystemSpace space(Descriptor descriptor) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statfs = arena.allocate(120, 8);
      Kernel.callAgain(
          SystemCall.FSTATFS, descriptor.toString(), descriptor.number(), statfs.address());
      long fragment = statfs.get(ValueLayout.JAVA_LONG, 72);
      long unit = fragment > 0 ? fragment : statfs.get(ValueLayout.JAVA_LONG, 8);
      return new FileSystemSpace(
          statfs.get(ValueLayout.JAVA_LONG, 16) * unit,
          statfs.get(ValueLayout.JAVA_LONG, 24) * unit,
          statfs.get(ValueLayout.JAVA_LONG, 32) * unit,
          statfs.get(ValueLayout.JAVA_LONG, 0));
    }
  }

  /** geteuid(2): as whom this process acts. */
  public static int effectiveUser() {
    try {
      return (int) Kernel.call(SystemCall.GETEUID, "");
    } catch (PosixException impossible) {
      throw new IllegalStateException("geteuid cannot fail", impossible);
    }
  }

  /** getegid(2): the group that what this process makes gets. */
  public static int effectiveGroup() {
    try {
      return (int) Kernel.call(SystemCall.GETEGID, "");
    } catch (PosixException impossible) {
      throw new IllegalStateException("getegid cannot fail", impossible);
    }
  }

  /** A failure that a caller found without asking the kernel, in the kernel's words. */
  public static PosixException failure(Errno errno, String operation, String object) {
    return new PosixException(errno.number(), operation, object);
  }
}
