// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.drill.history.Seen;
import dev.bora.it.drill.workload.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A storage area as it is on disk, past Bora. */
final class Disk {

  private static final Pattern HIDDEN = Pattern.compile("([1-9][0-9]*)\\.([0-9]+)");

  /** What makes a directory a blocking entry. */
  private static final String BLOCK = ".bora-blocked";

  private final Path root;
  private final Contents contents;

  /**
   * Something in a hidden folder.
   *
   * @param operation id of the file request; 0 if the name is not one of Bora's
   */
  record Hidden(Path path, boolean taken, long operation, boolean block) {}

  Disk(Path root, Contents contents) {
    this.root = root;
    this.contents = contents;
  }

  /** All that is in some directories. */
  List<Seen> in(List<String> directories) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (String directory : directories) {
      try (Stream<Path> paths = Files.walk(root.resolve(directory))) {
        for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
          String name = root.relativize(path).toString();
          seen.add(
              Files.isDirectory(path)
                  ? Seen.directory(name)
                  : Seen.file(name, contents.numberOf(Files.readAllBytes(path))));
        }
      }
    }
    return seen;
  }

  List<Hidden> hidden() throws IOException {
    List<Hidden> hidden = new ArrayList<>();
    for (String folder : List.of("new", "taken")) {
      try (Stream<Path> entries = Files.list(root.resolve(".bora").resolve(folder))) {
        entries.forEach(entry -> {
          Matcher name = HIDDEN.matcher(entry.getFileName().toString());
          hidden.add(
              new Hidden(
                  entry,
                  folder.equals("taken"),
                  name.matches() ? Long.parseLong(name.group(1)) : 0,
                  Files.exists(entry.resolve(BLOCK))));
        });
      }
    }
    return hidden;
  }
}
