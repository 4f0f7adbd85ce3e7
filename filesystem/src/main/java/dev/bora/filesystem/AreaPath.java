// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.RawName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A public path below a storage area's root, canonical: bytes, no empty, "." or ".." segments, no
 * slash at either end, each segment at most 255 bytes, {@value #LONGEST} in all. The empty path is
 * the root itself.
 *
 * <p>Lexical: two paths are equal if their bytes are, whatever links lie between. The hidden folder
 * has no such path, so that nothing taking an AreaPath can be made to touch it by name.
 */
public final class AreaPath implements Comparable<AreaPath> {
  /** Largest number of bytes of a path. */
  public static final int LONGEST = 3000;

  /** Largest number of bytes of a segment. */
  public static final int LONGEST_SEGMENT = 255;

  /** Name of the hidden folder, directly below the root. */
  static final String HIDDEN = ".bora";

  /** The area's root. */
  public static final AreaPath ROOT = new AreaPath(RawName.of(""));

  private static final byte SLASH = '/';

  private final RawName path;

  private AreaPath(RawName path) {
    this.path = path;
  }

  /** As {@link #of(byte[])}, from the UTF-8 form of a text. */
  public static AreaPath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes a path canonical: empty and "." segments are dropped.
   *
   * @throws InvalidAreaPathException for "..", NUL, something too long, or the hidden folder
   */
  public static AreaPath of(byte[] path) {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream(path.length);
    int start = 0;
    for (int end = 0; end <= path.length; end++) {
      if (end == path.length || path[end] == SLASH) {
        append(canonical, Arrays.copyOfRange(path, start, end));
        start = end + 1;
      }
    }
    if (canonical.size() > LONGEST) {
      throw new InvalidAreaPathException(
          "path of " + canonical.size() + " bytes: at most " + LONGEST + " are permitted");
    }
    return new AreaPath(RawName.of(canonical.toByteArray()));
  }

  private static void append(ByteArrayOutputStream canonical, byte[] segment) {
    for (byte value : segment) {
      if (value == 0) {
        throw new InvalidAreaPathException("path with a NUL byte");
      }
    }
    if (segment.length == 0 || isText(segment, ".")) {
      return;
    }
    if (isText(segment, "..")) {
      throw new InvalidAreaPathException("path with a \"..\" segment");
    }
    if (segment.length > LONGEST_SEGMENT) {
      throw new InvalidAreaPathException(
          "file name of "
              + segment.length
              + " bytes: at most "
              + LONGEST_SEGMENT
              + " are permitted");
    }
    if (canonical.size() == 0 && isText(segment, HIDDEN)) {
      throw new InvalidAreaPathException("\"" + HIDDEN + "\" is reserved");
    }
    if (canonical.size() > 0) {
      canonical.write(SLASH);
    }
    canonical.writeBytes(segment);
  }

  private static boolean isText(byte[] segment, String text) {
    return Arrays.equals(segment, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether this is the area's root. */
  public boolean isRoot() {
    return path.length() == 0;
  }

  /**
   * The directory that holds this path.
   *
   * @throws IllegalStateException for the root, whose parent is outside
   */
  public AreaPath parent() {
    byte[] bytes = path.bytes();
    int slash = lastSlash(bytes);
    return slash < 0 ? ROOT : new AreaPath(RawName.of(Arrays.copyOf(bytes, slash)));
  }

  /**
   * The last segment.
   *
   * @throws IllegalStateException for the root, which has none
   */
  public RawName name() {
    byte[] bytes = path.bytes();
    return RawName.of(Arrays.copyOfRange(bytes, lastSlash(bytes) + 1, bytes.length));
  }

  private int lastSlash(byte[] bytes) {
    if (isRoot()) {
      throw new IllegalStateException("the root of a storage area has neither name nor parent");
    }
    int slash = bytes.length - 1;
    while (slash >= 0 && bytes[slash] != SLASH) {
      slash--;
    }
    return slash;
  }

  /**
   * An entry of this directory.
   *
   * @throws InvalidAreaPathException if the name is no segment or the path gets too long
   */
  public AreaPath child(RawName name) {
    byte[] segment = name.bytes();
    for (byte value : segment) {
      if (value == SLASH) {
        throw new InvalidAreaPathException("file name with a slash");
      }
    }
    if (segment.length == 0 || isText(segment, ".")) {
      throw new InvalidAreaPathException("\"" + name + "\" is no file name");
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(path.bytes());
    joined.write(SLASH);
    joined.writeBytes(segment);
    return of(joined.toByteArray());
  }

  /** Whether this path lies below {@code directory}, at any depth; not for the directory itself. */
  public boolean isBelow(AreaPath directory) {
    if (directory.isRoot()) {
      return !isRoot();
    }
    return path.startsWith(directory.path)
        && path.length() > directory.path.length()
        && path.bytes()[directory.path.length()] == SLASH;
  }

  /** A copy of the bytes: with the area's name, the key of a path lock. */
  public byte[] bytes() {
    return path.bytes();
  }

  /** The path as text, or empty when it is not UTF-8. */
  public Optional<String> utf8() {
    return path.utf8();
  }

  /** What to hand to the kernel, relative to the root. */
  RawName relative() {
    return isRoot() ? RawName.of(".") : path;
  }

  @Override
  public int compareTo(AreaPath other) {
    return path.compareTo(other.path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AreaPath areaPath && path.equals(areaPath.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** For people, with %XX for what is not text; the root is "/". */
  @Override
  public String toString() {
    return "/" + path;
  }
}
