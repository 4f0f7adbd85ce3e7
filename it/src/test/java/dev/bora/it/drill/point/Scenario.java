// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import static dev.bora.it.drill.point.StageTree.DIRECTORY;

import dev.bora.srm.types.TReturnStatus;
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

  private static final int SHORT_LIFE_SECONDS = 5;

  /** Makes what an operation needs. */
  interface Preparation {
    void run(Stage stage, String base) throws Exception;
  }

  /** An operation of a client. */
  interface Act {
    TReturnStatus run(Stage stage, String base) throws Exception;
  }

  /** Every operation that changes names. */
  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "mkdir",
            (_, _) -> {},
            (stage, base) -> stage.client().mkdir(base + "/d"),
            Map.of("d", DIRECTORY),
            (stage, base) -> {
              stage.client().rmdir(base + "/d", false);
              return stage.client().put(base + "/d", "new");
            },
            Map.of("d", "new")),
        new Scenario(
            "rmdir",
            (stage, base) -> stage.tree().directory(base + "/d"),
            (stage, base) -> stage.client().rmdir(base + "/d", false),
            Map.of(),
            (stage, base) -> stage.client().mkdir(base + "/d"),
            Map.of("d", DIRECTORY)),
        new Scenario(
            "rmdir-tree",
            (stage, base) -> {
              stage.tree().file(base + "/d/a", "1");
              stage.tree().file(base + "/d/b/c", "2");
            },
            (stage, base) -> stage.client().rmdir(base + "/d", true),
            Map.of(),
            (stage, base) -> {
              stage.client().mkdir(base + "/d");
              return stage.client().put(base + "/d/a", "new");
            },
            Map.of("d", DIRECTORY, "d/a", "new")),
        new Scenario(
            "rm",
            (stage, base) -> stage.tree().file(base + "/f", "old"),
            (stage, base) -> stage.client().remove(base + "/f"),
            Map.of(),
            (stage, base) -> stage.client().put(base + "/f", "new"),
            Map.of("f", "new")),
        new Scenario(
            "mv",
            (stage, base) -> stage.tree().file(base + "/f", "old"),
            (stage, base) -> stage.client().move(base + "/f", base + "/g"),
            Map.of("g", "old"),
            (stage, base) -> stage.client().put(base + "/f", "new"),
            Map.of("f", "new", "g", "old")),
        new Scenario(
            "mv-tree",
            (stage, base) -> stage.tree().file(base + "/d/a", "1"),
            (stage, base) -> stage.client().move(base + "/d", base + "/e"),
            Map.of("e", DIRECTORY, "e/a", "1"),
            (stage, base) -> stage.client().mkdir(base + "/d"),
            Map.of("d", DIRECTORY, "e", DIRECTORY, "e/a", "1")),
        new Scenario(
            "put",
            (_, _) -> {},
            (stage, base) -> stage.client().put(base + "/f", "data"),
            Map.of("f", "data"),
            (stage, base) -> {
              stage.client().remove(base + "/f");
              return stage.client().mkdir(base + "/f");
            },
            Map.of("f", DIRECTORY)),
        new Scenario(
            "overwrite",
            (stage, base) -> stage.tree().file(base + "/f", "old"),
            (stage, base) -> stage.client().put(base + "/f", "data"),
            Map.of("f", "data"),
            (stage, base) -> stage.client().put(base + "/f", "new"),
            Map.of("f", "new")),
        abort(),
        expiry(),
        new Scenario(
            "rm-of-put",
            (stage, base) -> stage.client().prepare(base + "/f"),
            (stage, base) -> stage.client().remove(base + "/f"),
            Map.of(),
            (stage, base) -> stage.client().put(base + "/f", "new"),
            Map.of("f", "new")));
  }

  /** One backend of a cluster sees to what is over: so the other one is down until it has begun. */
  private static Scenario expiry() {
    AtomicReference<String> token = new AtomicReference<>("");
    return new Scenario(
        "expiry",
        (stage, base) -> {
          stage.other().close();
          token.set(stage.client().prepareFor(SHORT_LIFE_SECONDS, base + "/f").requireToken());
        },
        (stage, _) -> stage.awaitExpiry(token.get()),
        Map.of(),
        (stage, base) -> stage.client().put(base + "/f", "new"),
        Map.of("f", "new"));
  }

  private static Scenario abort() {
    AtomicReference<String> token = new AtomicReference<>("");
    return new Scenario(
        "abort",
        (stage, base) -> token.set(stage.client().prepare(base + "/f").requireToken()),
        (stage, _) -> stage.client().abort(token.get()),
        Map.of(),
        (stage, base) -> stage.client().put(base + "/f", "new"),
        Map.of("f", "new"));
  }
}
