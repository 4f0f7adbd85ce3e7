// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mounts that this process sees (/proc/self/mountinfo, proc(5)). */
final class MountTable {
  private static final Path SOURCE = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final Splitter WORDS = Splitter.on(' ');

  /**
   * A mount.
   *
   * @param point where it is mounted
   * @param kind kind of file system
   */
  record Mount(String point, String kind) {}

  private final List<Mount> mounts;

  private MountTable(List<Mount> mounts) {
    this.mounts = mounts;
  }

  static MountTable read() throws IOException {
    // Latin-1 keeps bytes apart whatever they are.
    return parse(Files.readAllLines(SOURCE, StandardCharsets.ISO_8859_1));
  }

  static MountTable parse(List<String> lines) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines) {
      List<String> words = WORDS.splitToList(line);
      int separator = words.indexOf("-");
      mounts.add(new Mount(unescaped(words.get(4)), words.get(separator + 1)));
    }
    return new MountTable(mounts);
  }

  private static String unescaped(String point) {
    Matcher matcher = OCTAL.matcher(point);
    return matcher.replaceAll(match ->
        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }

  /** Kind of the file system that holds an absolute path. */
  String kindOf(String path) {
    Mount holder = new Mount("", "unknown");
    for (Mount mount : mounts) {
      boolean holds = path.equals(mount.point()) || path.startsWith(prefix(mount.point()));
      // Of several mounts on one point the last is on top.
      if (holds && mount.point().length() >= holder.point().length()) {
        holder = mount;
      }
    }
    return holder.kind();
  }

  /** Mount points strictly below an absolute path. */
  List<String> below(String path) {
    return mounts.stream()
        .map(Mount::point)
        .filter(point -> point.startsWith(prefix(path)) && !point.equals(path))
        .distinct()
        .sorted()
        .toList();
  }

  private static String prefix(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
