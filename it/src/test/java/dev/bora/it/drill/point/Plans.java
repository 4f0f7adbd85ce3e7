// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What the backends of a {@link Stage} are to do at which call, and what they say of it: files. */
final class Plans {
  private final Path folder;
  private int last;

  /** In a folder that is there. */
  Plans(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** From now on a backend acts at this call. */
  int make(int number, boolean after, Point.Action action) throws IOException {
    last++;
    Path draft =
        Files.writeString(folder.resolve("draft"), new Point(last, number, after, action).text());
    Files.move(draft, folder.resolve("plan"), StandardCopyOption.ATOMIC_MOVE);
    return last;
  }

  void drop() throws IOException {
    Files.deleteIfExists(folder.resolve("plan"));
  }

  /** Lets a backend that stopped itself under the last plan make its call when it is continued. */
  void letGoOn() throws IOException {
    Files.createFile(folder.resolve("go-" + last));
  }

  /** The calls that were told under a plan. */
  List<String> seen(int plan) throws IOException {
    return lines("seen-" + plan);
  }

  /** What was acted at; empty if nobody came there. */
  List<String> hit(int plan) throws IOException {
    return lines("hit-" + plan);
  }

  /** Whether the last plan was acted on. */
  boolean isHit() {
    return Files.exists(folder.resolve("hit-" + last));
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  /** The next thread that comes to a place is held there. */
  void hold(String place) throws IOException {
    Files.createFile(Holds.wish(folder, place));
  }

  boolean isHeld(String place) {
    return Files.exists(Holds.held(folder, place));
  }

  void letGo(String place) throws IOException {
    Files.delete(Holds.held(folder, place));
  }
}
