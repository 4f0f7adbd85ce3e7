// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.history.Seen;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A name space at one moment: directories, and files with the numbers of their contents. Never
 * changes. The first component of a path is a room: a directory that is always there, and not part
 * of the tree.
 */
public final class Tree {

  /** Where nothing is. */
  public static final Tree EMPTY = new Tree(new TreeMap<>());

  private static final int DIRECTORY = 0;

  private final NavigableMap<String, Integer> nodes;
  private final int hash;

  private Tree(NavigableMap<String, Integer> nodes) {
    this.nodes = nodes;
    this.hash = nodes.hashCode();
  }

  /** The number of the content of the file there; null if there is no file. */
  public @Nullable Integer content(String path) {
    Integer node = nodes.get(path);
    return node == null || node == DIRECTORY ? null : node;
  }

  /** Whether there is a directory, or the room itself. */
  public boolean isDirectory(String path) {
    return path.indexOf('/') < 0 || Objects.equals(nodes.get(path), DIRECTORY);
  }

  /** Whether there is a file or a directory. */
  public boolean has(String path) {
    return nodes.containsKey(path);
  }

  /** Whether something lies in the directory. */
  public boolean hasChildren(String path) {
    return !below(path).isEmpty();
  }

  private NavigableMap<String, Integer> below(String path) {
    return nodes.subMap(path + "/", true, path + "0", false); // '0' comes after '/'
  }

  /** With a file. */
  public Tree withFile(String path, int content) {
    if (content == DIRECTORY) {
      throw new IllegalArgumentException("no content has the number 0");
    }
    return with(path, content);
  }

  /** With a directory. */
  public Tree withDirectory(String path) {
    return with(path, DIRECTORY);
  }

  private Tree with(String path, int node) {
    NavigableMap<String, Integer> changed = new TreeMap<>(nodes);
    changed.put(path, node);
    return new Tree(changed);
  }

  /** Without a path and all below it. */
  public Tree without(String path) {
    NavigableMap<String, Integer> changed = new TreeMap<>(nodes);
    changed.remove(path);
    below(path).keySet().forEach(changed::remove);
    return new Tree(changed);
  }

  /** With all that is at and below one path at another. */
  public Tree moved(String from, String to) {
    NavigableMap<String, Integer> changed = new TreeMap<>(without(from).nodes);
    changed.put(to, Objects.requireNonNull(nodes.get(from)));
    below(from).forEach((path, node) -> changed.put(to + path.substring(from.length()), node));
    return new Tree(changed);
  }

  /** What of it lies at these paths. */
  public Tree only(Collection<String> paths) {
    NavigableMap<String, Integer> kept = new TreeMap<>();
    for (String path : paths) {
      Integer node = nodes.get(path);
      if (node != null) {
        kept.put(path, node);
      }
    }
    return new Tree(kept);
  }

  /** With all that was seen. */
  public static Tree of(List<Seen> seen) {
    Tree tree = EMPTY;
    for (Seen one : seen) {
      tree =
          switch (one.what()) {
            case FILE -> tree.withFile(one.path(), one.content());
            case DIRECTORY -> tree.withDirectory(one.path());
            case ABSENT -> tree.without(one.path());
          };
    }
    return tree;
  }

  /** All that there is. */
  public List<Seen> seen() {
    return nodes.entrySet().stream()
        .map(node ->
            node.getValue() == DIRECTORY
                ? Seen.directory(node.getKey())
                : Seen.file(node.getKey(), node.getValue()))
        .toList();
  }

  /** All paths that there are. */
  public Collection<String> paths() {
    return nodes.keySet();
  }

  /** The directory that a path lies in. */
  public static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The last component of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tree tree && hash == tree.hash && nodes.equals(tree.nodes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, Integer> node : nodes.entrySet()) {
      text.append(text.length() > 1 ? ", " : "").append(node.getKey());
      text.append(node.getValue() == DIRECTORY ? "/" : " = " + node.getValue());
    }
    return text.append('}').toString();
  }
}
