// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.ExtendedAttributes;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.Adler32;

/**
 * adler32 of files: computed by reading them, kept in the attribute user.storm.checksum.adler32 as
 * StoRM keeps it: eight lower-case hexadecimal digits.
 */
public final class Checksums {
  private static final String ATTRIBUTE = "user.storm.checksum.adler32";
  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int DIGITS = 8;

  private final AreaRoot root;
  private final AreaFeatures features;

  Checksums(AreaRoot root, AreaFeatures features) {
    this.root = root;
    this.features = features;
  }

  /** What became of a computation. */
  public sealed interface Outcome {
    /**
     * The checksum is that of the whole file, which did not change while it was read.
     *
     * @param stored whether it is kept with the file: not where the file system has no user
     *     attributes
     */
    record Computed(String adler32, boolean stored) implements Outcome {}

    /** The file changed while it was read; nothing was stored. */
    record Changed() implements Outcome {}

    /** There is no such file, or it is no file. */
    record NoFile() implements Outcome {}

    /** The caller said stop. */
    record Stopped() implements Outcome {}
  }

  /** The value's form: eight lower-case hexadecimal digits, with zeros in front. */
  public static String format(long adler32) {
    return HexFormat.of().toHexDigits(adler32, DIGITS);
  }

  /**
   * Reads a file to its end and keeps its checksum.
   *
   * @param mayContinue asked before each megabyte
   */
  public Outcome compute(AreaPath path, BooleanSupplier mayContinue) throws IOException {
    try (Descriptor file =
        root.openForReading(path, Set.of(OpenFlag.READ_ONLY, OpenFlag.NONBLOCK))) {
      FileStatus before = Posix.status(file);
      return switch (before.kind()) {
        case FILE -> compute(file, before, mayContinue);
        case DIRECTORY, LINK, OTHER -> new Outcome.NoFile();
      };
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR, ENXIO -> new Outcome.NoFile();
        default -> throw failure;
      };
    }
  }

  private Outcome compute(Descriptor file, FileStatus before, BooleanSupplier mayContinue)
      throws PosixException {
    Adler32 sum = new Adler32();
    long size = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES);
      while (mayContinue.getAsBoolean()) {
        int length = Posix.read(file, buffer);
        if (length == 0) {
          return keep(file, before, size, format(sum.getValue()));
        }
        sum.update(buffer.asSlice(0, length).asByteBuffer());
        size += length;
      }
      return new Outcome.Stopped();
    }
  }

  private Outcome keep(Descriptor file, FileStatus before, long size, String adler32)
      throws PosixException {
    FileStatus after = Posix.status(file);
    if (after.size() != size || !sameContent(before, after)) {
      return new Outcome.Changed();
    }
    if (!features.userAttributes()) {
      return new Outcome.Computed(adler32, false);
    }
    store(file, adler32);
    if (!sameContent(before, Posix.status(file))) {
      ExtendedAttributes.remove(file, ATTRIBUTE);
      return new Outcome.Changed();
    }
    return new Outcome.Computed(adler32, true);
  }

  // Not the time of the status change: storing changes that.
  private static boolean sameContent(FileStatus before, FileStatus after) {
    return before.size() == after.size() && before.modified().equals(after.modified());
  }

  static void store(Descriptor file, String adler32) throws PosixException {
    if (!wellFormed(adler32)) {
      throw new IllegalArgumentException("not an adler32 of eight lower-case digits: " + adler32);
    }
    ExtendedAttributes.set(file, ATTRIBUTE, adler32.getBytes(StandardCharsets.US_ASCII));
  }

  static void forget(Descriptor file) throws PosixException {
    ExtendedAttributes.remove(file, ATTRIBUTE);
  }

  /**
   * The kept checksum; one in another form than ours (upper case, no zeros in front) is brought
   * into it.
   */
  static Optional<String> stored(Descriptor place) throws PosixException {
    return ExtendedAttributes.getByPlace(place, ATTRIBUTE)
        .map(value -> new String(value, StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT))
        .filter(text -> text.matches("[0-9a-f]{1,8}"))
        .map(text -> "0".repeat(DIGITS - text.length()) + text);
  }

  private static boolean wellFormed(String adler32) {
    return adler32.matches("[0-9a-f]{8}");
  }
}
