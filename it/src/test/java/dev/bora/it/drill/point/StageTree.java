// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The storage area of a {@link Stage}, looked at and changed past Bora. */
final class StageTree {
  /** What a directory is in a tree. */
  static final String DIRECTORY = "<directory>";

  private final Path root;
  private int lastBase;

  StageTree(Path root) {
    this.root = root;
  }

  /** A new directory to do something in, below the area's root. */
  String base() throws IOException {
    lastBase++;
    String base = "point-" + lastBase;
    Files.createDirectory(root.resolve(base));
    return base;
  }

  /** Makes a file. */
  void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Gives another file the name. */
  void replace(String path, String content) throws IOException {
    Path other = Files.writeString(root.resolve(path + ".other"), content);
    Files.move(other, root.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a directory. */
  void directory(String path) throws IOException {
    Files.createDirectories(root.resolve(path));
  }

  /** What is in a directory: contents of files by their paths. */
  SortedMap<String, String> of(String base) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    Path top = root.resolve(base);
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
        add(path, top.relativize(path).toString(), tree);
      }
    }
    return tree;
  }

  /** What vanishes while it is looked at is not there. */
  private static void add(Path path, String name, SortedMap<String, String> tree)
      throws IOException {
    try {
      tree.put(name, Files.isDirectory(path) ? DIRECTORY : Files.readString(path));
    } catch (NoSuchFileException vanished) {
      tree.remove(name);
    }
  }
}
