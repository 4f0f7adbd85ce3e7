// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Users and groups of this host, through the C library's name service, so that LDAP, SSSD and the
 * like count.
 *
 * <p>A lookup may wait for a directory server: never on a thread that must not wait.
 */
public final class LocalAccounts {
  private static final int FIRST_BUFFER = 16 * 1024;
  private static final int LAST_BUFFER = 16 * 1024 * 1024;

  /** Of struct passwd and struct group on 64-bit Linux. */
  private static final int STRUCT_BYTES = 48;

  private static final int ID_OFFSET = 16;
  private static final int PRIMARY_GROUP_OFFSET = 20;
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  private static final int ERANGE = 34;

  private static final MethodHandle USER_BY_NAME = byName("getpwnam_r");
  private static final MethodHandle USER_BY_ID = byId("getpwuid_r");
  private static final MethodHandle GROUP_BY_NAME = byName("getgrnam_r");
  private static final MethodHandle GROUP_BY_ID = byId("getgrgid_r");

  /** The user of a name. */
  public Optional<UserAccount> user(String name) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = RawName.of(name).toNative(arena);
      return lookUp(
              arena,
              "getpwnam_r",
              name,
              (struct, buffer, found) ->
                  (int) USER_BY_NAME.invokeExact(key, struct, buffer, buffer.byteSize(), found))
          .map(LocalAccounts::user);
    }
  }

  /** The user of a uid. */
  public Optional<UserAccount> user(int uid) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      return lookUp(
              arena,
              "getpwuid_r",
              Integer.toUnsignedString(uid),
              (struct, buffer, found) ->
                  (int) USER_BY_ID.invokeExact(uid, struct, buffer, buffer.byteSize(), found))
          .map(LocalAccounts::user);
    }
  }

  /** The group of a name. */
  public Optional<GroupAccount> group(String name) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = RawName.of(name).toNative(arena);
      return lookUp(
              arena,
              "getgrnam_r",
              name,
              (struct, buffer, found) ->
                  (int) GROUP_BY_NAME.invokeExact(key, struct, buffer, buffer.byteSize(), found))
          .map(LocalAccounts::group);
    }
  }

  /** The group of a gid. */
  public Optional<GroupAccount> group(int gid) throws PosixException {
    try (Arena arena = Arena.ofConfined()) {
      return lookUp(
              arena,
              "getgrgid_r",
              Integer.toUnsignedString(gid),
              (struct, buffer, found) ->
                  (int) GROUP_BY_ID.invokeExact(gid, struct, buffer, buffer.byteSize(), found))
          .map(LocalAccounts::group);
    }
  }

  private static UserAccount user(MemorySegment struct) {
    return new UserAccount(
        name(struct),
        struct.get(ValueLayout.JAVA_INT, ID_OFFSET),
        struct.get(ValueLayout.JAVA_INT, PRIMARY_GROUP_OFFSET));
  }

  private static GroupAccount group(MemorySegment struct) {
    return new GroupAccount(name(struct), struct.get(ValueLayout.JAVA_INT, ID_OFFSET));
  }

  // The C library put a terminated string there.
  @SuppressWarnings("restricted")
  private static String name(MemorySegment struct) {
    return struct.get(ValueLayout.ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
  }

  private interface Lookup {
    int run(MemorySegment struct, MemorySegment buffer, MemorySegment found) throws Throwable;
  }

  private static Optional<MemorySegment> lookUp(
      Arena arena, String operation, String object, Lookup lookup) throws PosixException {
    MemorySegment struct = arena.allocate(STRUCT_BYTES, 8);
    MemorySegment found = arena.allocate(ValueLayout.ADDRESS);
    for (int size = FIRST_BUFFER; ; size *= 4) {
      int error = run(lookup, struct, arena.allocate(size), found);
      if (error == 0) {
        boolean exists = found.get(ValueLayout.ADDRESS, 0).address() != 0;
        return exists ? Optional.of(struct) : Optional.empty();
      }
      if (error == ENOENT || error == ESRCH) {
        // Some name services say "not found" in this way (getpwnam_r(3), ERRORS).
        return Optional.empty();
      }
      if (error != ERANGE || size >= LAST_BUFFER) {
        throw new PosixException(error, operation, object);
      }
    }
  }

  private static int run(
      Lookup lookup, MemorySegment struct, MemorySegment buffer, MemorySegment found) {
    try {
      return lookup.run(struct, buffer, found);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a native call threw", impossible);
    }
  }

  private static MethodHandle byName(String function) {
    return bind(
        function,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS));
  }

  private static MethodHandle byId(String function) {
    return bind(
        function,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS));
  }

  // Restricted by its nature: the descriptors above bind these functions rightly.
  @SuppressWarnings("restricted")
  private static MethodHandle bind(String function, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor);
  }
}
