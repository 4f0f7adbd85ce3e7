// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tells that a file of a folder was added, removed, replaced or written: names, inodes, sizes,
 * times of change.
 *
 * @param entries sorted
 */
record FolderFingerprint(List<String> entries) {

  /**
   * Of the files at most {@code depth} folders below; symbolic links are followed, as grid
   * certificate folders have many.
   */
  static FolderFingerprint of(Path folder, int depth) throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        entries.add(describe(file));
      }
    }
    return new FolderFingerprint(List.copyOf(entries));
  }

  private static String describe(Path file) throws IOException {
    try {
      Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,size,ctime,mode");
      return "%s %s".formatted(file, new java.util.TreeMap<>(attributes));
    } catch (NoSuchFileException e) {
      // a dangling link, or a file that was replaced just now: the next look sees it
      return file + " gone";
    }
  }
}
