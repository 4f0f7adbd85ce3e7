// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

/**
 * What an answer tells about one path.
 *
 * @param path below the root of the storage area
 * @param what is there
 * @param content its number if it is a file; {@link #FOREIGN} if no client wrote it
 */
public record Seen(String path, What what, int content) {

  /** Of a file that is none of the drill's contents. */
  public static final int FOREIGN = -1;

  /** What there is at a path. */
  public enum What {
    FILE,
    DIRECTORY,
    ABSENT
  }

  /** A file. */
  public static Seen file(String path, int content) {
    return new Seen(path, What.FILE, content);
  }

  /** A directory. */
  public static Seen directory(String path) {
    return new Seen(path, What.DIRECTORY, 0);
  }

  /** Nothing. */
  public static Seen absent(String path) {
    return new Seen(path, What.ABSENT, 0);
  }
}
