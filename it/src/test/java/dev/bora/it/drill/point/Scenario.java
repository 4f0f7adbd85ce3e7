// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import static dev.bora.it.drill.point.Stage.DIRECTORY;

import dev.bora.srm.types.TReturnStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One operation, what it leaves, and how its paths are used again by somebody else.
 *
 * @param name for people
 * @param prepare makes what it needs, below a directory
 * @param act the operation whose calls are the points
 * @param expected what is in the directory then
 * @param reuse uses the same paths again
 * @param expectedThen what is in the directory at last, whatever lands late
 */
record Scenario(
    String name,
    Preparation prepare,
    Act act,
    Map<String, String> expected,
    Act reuse,
    Map<String, String> expectedThen) {

  /** Makes what an operation needs. */
  interface Preparation {
    void run(Stage stage, String base) throws IOException;
  }

  /** An operation of a client. */
  interface Act {
    TReturnStatus run(Stage stage, String base) throws IOException;
  }

  /** Every operation that changes names. */
  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "mkdir",
            (_, _) -> {},
            (stage, base) -> stage.mkdir(base + "/d"),
            Map.of("d", DIRECTORY),
            (stage, base) -> {
              stage.rmdir(base + "/d", false);
              return stage.put(base + "/d", "new");
            },
            Map.of("d", "new")),
        new Scenario(
            "rmdir",
            (stage, base) -> stage.directory(base + "/d"),
            (stage, base) -> stage.rmdir(base + "/d", false),
            Map.of(),
            (stage, base) -> stage.mkdir(base + "/d"),
            Map.of("d", DIRECTORY)),
        new Scenario(
            "rmdir-tree",
            (stage, base) -> {
              stage.file(base + "/d/a", "1");
              stage.file(base + "/d/b/c", "2");
            },
            (stage, base) -> stage.rmdir(base + "/d", true),
            Map.of(),
            (stage, base) -> {
              stage.mkdir(base + "/d");
              return stage.put(base + "/d/a", "new");
            },
            Map.of("d", DIRECTORY, "d/a", "new")),
        new Scenario(
            "rm",
            (stage, base) -> stage.file(base + "/f", "old"),
            (stage, base) -> stage.remove(base + "/f"),
            Map.of(),
            (stage, base) -> stage.put(base + "/f", "new"),
            Map.of("f", "new")),
        new Scenario(
            "mv",
            (stage, base) -> stage.file(base + "/f", "old"),
            (stage, base) -> stage.move(base + "/f", base + "/g"),
            Map.of("g", "old"),
            (stage, base) -> stage.put(base + "/f", "new"),
            Map.of("f", "new", "g", "old")),
        new Scenario(
            "mv-tree",
            (stage, base) -> stage.file(base + "/d/a", "1"),
            (stage, base) -> stage.move(base + "/d", base + "/e"),
            Map.of("e", DIRECTORY, "e/a", "1"),
            (stage, base) -> stage.mkdir(base + "/d"),
            Map.of("d", DIRECTORY, "e", DIRECTORY, "e/a", "1")),
        new Scenario(
            "put",
            (_, _) -> {},
            (stage, base) -> stage.put(base + "/f", "data"),
            Map.of("f", "data"),
            (stage, base) -> {
              stage.remove(base + "/f");
              return stage.mkdir(base + "/f");
            },
            Map.of("f", DIRECTORY)),
        new Scenario(
            "overwrite",
            (stage, base) -> stage.file(base + "/f", "old"),
            (stage, base) -> stage.put(base + "/f", "data"),
            Map.of("f", "data"),
            (stage, base) -> stage.put(base + "/f", "new"),
            Map.of("f", "new")),
        abort(),
        new Scenario(
            "rm-of-put",
            (stage, base) -> stage.prepare(base + "/f"),
            (stage, base) -> stage.remove(base + "/f"),
            Map.of(),
            (stage, base) -> stage.put(base + "/f", "new"),
            Map.of("f", "new")));
  }

  private static Scenario abort() {
    AtomicReference<String> token = new AtomicReference<>("");
    return new Scenario(
        "abort",
        (stage, base) -> token.set(stage.prepare(base + "/f").requireToken()),
        (stage, _) -> stage.abort(token.get()),
        Map.of(),
        (stage, base) -> stage.put(base + "/f", "new"),
        Map.of("f", "new"));
  }
}
