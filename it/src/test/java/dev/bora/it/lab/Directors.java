// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The pair of directors, as their logs tell. In a lab without any, nodes are waited for no longer
 * than until they serve.
 *
 * @param all of them
 * @param addresses of the nodes, with their ports, as directors call them
 */
public record Directors(List<Machine> all, Map<String, String> addresses) {
  private static final String ACTIVE = "Keepalived_vrrp.*Entering MASTER STATE";

  /** What one says at each start. */
  private static final String BEGINS = "Starting Keepalived";

  private static final String STATE = "Keepalived_vrrp.*Entering (MASTER|BACKUP) STATE.*";

  /** What it says when it has read its configuration again. */
  private static final String RELOADED = "Keepalived\\[.*: Reload complete.*";

  /** The one that has the virtual addresses. */
  public Machine active() {
    List<Machine> active = allActive();
    if (active.size() != 1) {
      throw new AssertionError(active.size() + " directors are active");
    }
    return active.getFirst();
  }

  private List<Machine> allActive() {
    return all.stream().filter(Directors::isActive).toList();
  }

  private static boolean isActive(Machine machine) {
    List<String> states = lines(machine, line -> line.matches(STATE));
    return machine.isRunning() && !states.isEmpty() && states.getLast().contains("MASTER");
  }

  /** How often one of them has taken the addresses over. */
  public long takenOver() {
    return all.stream().mapToLong(one -> lines(one, line -> line.matches(ACTIVE)).size()).sum();
  }

  /** Waits until it has happened once more. */
  public void awaitTakeOver(long before) {
    Lab.await("active director", () -> takenOver() > before);
  }

  /** Waits until both run, and one of them is active. */
  public void awaitBoth() {
    Lab.await(
        "pair of directors",
        () ->
            all.stream().allMatch(one -> one.isRunning() && startedState(one))
                && (all.isEmpty() || isOneActive()));
  }

  /** Since its last start it has told a state. */
  private static boolean startedState(Machine machine) {
    List<String> told = lines(machine, line -> line.matches(STATE) || line.contains(BEGINS));
    return !told.isEmpty() && told.getLast().matches(STATE);
  }

  /** Waits until each takes itself for the only one. */
  public void awaitAllActive() {
    Lab.await("two active directors", () -> all.stream().allMatch(Directors::isActive));
  }

  /** Lets each read its configuration again, the active one last; they have when this returns. */
  void reload() {
    Machine active = active();
    for (Machine one : all) {
      if (one != active) {
        reload(one);
      }
    }
    reload(active);
  }

  private static void reload(Machine director) {
    int before = lines(director, line -> line.matches(RELOADED)).size();
    director.inside("reload");
    Lab.await(
        "reload of " + director.name(),
        () -> lines(director, line -> line.matches(RELOADED)).size() > before);
  }

  /** Waits until the active one gives connections to a node. */
  public void awaitWell(String node) {
    Lab.await(node + " at the director", () -> all.isEmpty() || (isOneActive() && gets(node)));
  }

  /** Waits until the active one gives none to it. */
  public void awaitOut(String node) {
    Lab.await(node + " taken out by the director", () -> isOneActive() && !gets(node));
  }

  /** For moments both may be. */
  private boolean isOneActive() {
    return allActive().size() == 1;
  }

  /** It is in, and its weight is not 0; who was taken out comes back with the one it had first. */
  private boolean gets(String node) {
    String server = "[" + addresses.get(node);
    boolean in = false;
    boolean weighs = true;
    for (String line :
        lines(allActive().getFirst(), told -> told.contains(server) || told.contains(BEGINS))) {
      if (line.contains("Adding service")) {
        in = true;
      } else if (line.contains("Removing service") || line.contains(BEGINS)) {
        in = false;
        weighs = true;
      } else if (line.contains("Changing weight")) {
        weighs = !line.contains(" to 0 ");
      }
    }
    return in && weighs;
  }

  private static List<String> lines(Machine machine, Predicate<String> which) {
    try {
      return machine.lines().filter(which).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
