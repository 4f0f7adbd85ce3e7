// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.checker.Effect.Found;
import dev.bora.it.drill.history.Call;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What the reason of a refusal says about the name space, and which refusals are to be expected.
 */
final class Reasons {

  private static final String NOT_BEGUN = "not begun in time";
  private static final String EXISTS = "File exists";
  private static final String NOTHING = "No such file or directory";
  private static final String BUSY = "SRM_FILE_BUSY";
  private static final String INVALID_PATH = "SRM_INVALID_PATH";
  private static final String DUPLICATION = "SRM_DUPLICATION_ERROR";
  private static final String ABORTED = "SRM_ABORTED";

  private static final Set<String> OF_PUT = Set.of(BUSY, INVALID_PATH, DUPLICATION, ABORTED);
  private static final Set<String> OF_GET = Set.of(BUSY, INVALID_PATH, ABORTED, "SRM_RELEASED");
  private static final Set<String> OF_TRANSFER = Set.of("403", "404", "409", "410", "503");

  private static final Map<Kind, Set<String>> EXPECTED =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Kind.PREPARE_PUT, OF_PUT),
              Map.entry(Kind.STATUS_OF_PUT, OF_PUT),
              Map.entry(
                  Kind.PUT_DONE,
                  Set.of(BUSY, INVALID_PATH, DUPLICATION, ABORTED, "SRM_FILE_LIFETIME_EXPIRED")),
              Map.entry(Kind.PREPARE_GET, OF_GET),
              Map.entry(Kind.STATUS_OF_GET, OF_GET),
              Map.entry(Kind.RELEASE, Set.of(INVALID_PATH, ABORTED)),
              Map.entry(Kind.ABORT, Set.of()),
              Map.entry(Kind.LIST, Set.of(INVALID_PATH)),
              Map.entry(Kind.MKDIR, Set.of(DUPLICATION, INVALID_PATH)),
              Map.entry(Kind.RMDIR, Set.of(BUSY, INVALID_PATH, "SRM_NON_EMPTY_DIRECTORY")),
              Map.entry(Kind.RMDIR_TREE, Set.of(BUSY, INVALID_PATH)),
              Map.entry(Kind.REMOVE, Set.of(BUSY, INVALID_PATH)),
              Map.entry(Kind.MOVE, Set.of(BUSY, INVALID_PATH, DUPLICATION)),
              Map.entry(Kind.WRITE, OF_TRANSFER),
              Map.entry(Kind.READ, OF_TRANSFER),
              Map.entry(Kind.TOKENS, Set.of("SRM_INVALID_REQUEST"))));

  private final Teller teller;

  /** Who is told what was seen. */
  interface Teller {
    void saw(Event event, String path, Found found);
  }

  Reasons(Teller teller) {
    this.teller = teller;
  }

  /** Whether a refusal is one that clients who get in each other's way must expect. */
  static boolean isExpected(Event event) {
    String explanation = event.answer().explanation();
    boolean usual =
        EXPECTED.getOrDefault(event.call().kind(), Set.of()).contains(event.answer().status());
    return usual
        // the database's clock was set ahead, beyond the call's time: nothing was done
        || explanation.endsWith(NOT_BEGUN)
        || (event.call().kind() == Kind.MKDIR && explanation.equals("Device or resource busy"))
        || (event.call().kind() == Kind.ABORT && explanation.contains("final status"));
  }

  /** Tells what a refusal proves. */
  void tell(Event event) {
    Call call = event.call();
    String reason = event.answer().explanation();
    switch (call.kind()) {
      case PREPARE_PUT, STATUS_OF_PUT -> {
        on(event, reason.equals(EXISTS), call.path(), Found.SOMETHING);
        on(event, reason.equals(EXISTS + ": it is a directory"), call.path(), Found.DIRECTORY);
        noParent(event);
      }
      case PUT_DONE -> on(event, reason.equals(EXISTS), call.path(), Found.SOMETHING);
      case PREPARE_GET, STATUS_OF_GET, REMOVE -> {
        on(event, reason.equals(NOTHING), call.path(), Found.NOTHING);
        on(event, reason.equals("Is a directory"), call.path(), Found.DIRECTORY);
      }
      case MKDIR -> {
        on(event, reason.equals(EXISTS), call.path(), Found.SOMETHING);
        noParent(event);
      }
      case RMDIR, RMDIR_TREE -> {
        on(event, reason.equals(NOTHING), call.path(), Found.NOTHING);
        on(event, reason.equals("Not a directory"), call.path(), Found.ANY_FILE);
        on(event, reason.equals("Directory not empty"), call.path(), Found.FILLED_DIRECTORY);
      }
      case MOVE -> on(event, reason.equals(NOTHING), call.path(), Found.NOTHING);
      case WRITE, ABORT, READ, RELEASE, LIST, TOKENS -> {
        // they tell by what they saw, or nothing
      }
    }
  }

  private void noParent(Event event) {
    on(
        event,
        event.answer().explanation().equals(NOTHING + ": the parent does not exist"),
        Tree.parent(event.call().path()),
        Found.NO_DIRECTORY);
  }

  private void on(Event event, boolean said, String path, Found found) {
    if (said) {
      teller.saw(event, path, found);
    }
  }
}
