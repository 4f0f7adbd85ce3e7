// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A directory that is always there, with the few names that some clients share in it: so few that
 * they get in each other's way, and that every order of what they do can be tried.
 *
 * @param name of the directory, below the root of the storage area
 */
record Room(String name) {

  private static final List<String> TOP = List.of("a", "b", "c");
  private static final List<String> DIRECTORIES = List.of("d", "e");
  private static final List<String> BELOW = List.of("d/x", "d/y", "e/x", "e/y");

  String path(String inside) {
    return name + "/" + inside;
  }

  /** A name for a file. */
  String anyFile(Random random) {
    return any(random, random.nextInt(3) == 0 ? BELOW : TOP);
  }

  /** A name for a directory. */
  String anyDirectory(Random random) {
    return any(random, DIRECTORIES);
  }

  /** Any name. */
  String any(Random random) {
    return random.nextInt(4) == 0 ? anyDirectory(random) : anyFile(random);
  }

  private String any(Random random, List<String> names) {
    return path(names.get(random.nextInt(names.size())));
  }

  /** The shared names right in the room. */
  List<String> top() {
    return Stream.concat(TOP.stream(), DIRECTORIES.stream()).map(this::path).toList();
  }

  /** The shared names in one of its directories. */
  List<String> below(String directory) {
    return BELOW.stream().map(this::path).filter(path -> path.startsWith(directory + "/")).toList();
  }
}
