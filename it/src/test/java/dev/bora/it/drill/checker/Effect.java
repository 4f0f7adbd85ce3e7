// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation does to the name space at one moment, or finds there. */
public sealed interface Effect {

  /** The name space afterwards; null if the operation cannot be done, or found, in this one. */
  @Nullable Tree apply(Tree before);

  /** The paths that it is about. */
  List<String> paths();

  /** Whether it changes nothing. */
  default boolean isLook() {
    return false;
  }

  /** What a look finds. */
  enum Found {
    FILE,
    ANY_FILE,
    DIRECTORY,
    NO_DIRECTORY,
    FILLED_DIRECTORY,
    SOMETHING,
    NOTHING
  }

  /**
   * Somebody saw a path.
   *
   * @param content of the file, for {@link Found#FILE}
   */
  record Look(String path, Found found, int content) implements Effect {

    /** Of anything but a certain file. */
    Look(String path, Found found) {
      this(path, found, 0);
    }

    @Override
    public @Nullable Tree apply(Tree before) {
      Integer file = before.content(path);
      boolean holds =
          switch (found) {
            case FILE -> file != null && file == content;
            case ANY_FILE -> file != null;
            case DIRECTORY -> before.isDirectory(path);
            case NO_DIRECTORY -> !before.isDirectory(path);
            case FILLED_DIRECTORY -> before.isDirectory(path) && before.hasChildren(path);
            case SOMETHING -> before.has(path);
            case NOTHING -> !before.has(path);
          };
      return holds ? before : null;
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }

  /** An upload gets its public name. */
  record Publish(String path, int content, boolean overwrite) implements Effect {
    @Override
    public @Nullable Tree apply(Tree before) {
      boolean free = overwrite ? !before.isDirectory(path) : !before.has(path);
      return free && before.isDirectory(Tree.parent(path)) ? before.withFile(path, content) : null;
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** A directory is made. */
  record MakeDirectory(String path) implements Effect {
    @Override
    public @Nullable Tree apply(Tree before) {
      return !before.has(path) && before.isDirectory(Tree.parent(path))
          ? before.withDirectory(path)
          : null;
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /**
   * A file is removed.
   *
   * @param orAbsent whether it may have found nothing: it ended an upload to the path
   */
  record RemoveFile(String path, boolean orAbsent) implements Effect {
    @Override
    public @Nullable Tree apply(Tree before) {
      if (orAbsent && !before.has(path)) {
        return before;
      }
      return before.content(path) == null ? null : before.without(path);
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** A directory is removed, with all below it or only if it is empty. */
  record RemoveDirectory(String path, boolean wholeTree) implements Effect {
    @Override
    public @Nullable Tree apply(Tree before) {
      boolean may = before.isDirectory(path) && (wholeTree || !before.hasChildren(path));
      return may ? before.without(path) : null;
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** A file or directory is renamed; into the target, if that is a directory (4.6.2 c). */
  record Rename(String from, String to) implements Effect {
    @Override
    public @Nullable Tree apply(Tree before) {
      if (!before.has(from)) {
        return null;
      }
      String target = before.isDirectory(to) ? to + "/" + Tree.name(from) : to;
      if (target.equals(from)) {
        return before; // into the directory that it lies in
      }
      boolean may =
          !before.has(target)
              && !target.startsWith(from + "/")
              && before.isDirectory(Tree.parent(target));
      return may ? before.moved(from, target) : null;
    }

    @Override
    public List<String> paths() {
      return List.of(from, to);
    }
  }
}
