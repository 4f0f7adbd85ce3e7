// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.rolling.Gfal;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import dev.bora.it.lab.LabShape.Layout;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The usual clients, and somebody with gfal2 on another machine, in networks that are laid out in
 * another way; nothing is disturbed. Frontends must see clients' own addresses.
 */
public final class Layouts implements LabDrill {
  private static final String CLIENT = "client";

  private final Layout layout;
  private final String sentence;

  private Layouts(Layout layout, String sentence) {
    this.layout = layout;
    this.sentence = sentence;
  }

  /** One for each layout that other drills do not have. */
  public static Stream<Drill> all() {
    return Stream.of(
        new Layouts(Layout.DUAL_STACK, "Direct routing with IPv6, by which gfal2 comes."),
        new Layouts(Layout.THREE_NETWORKS, "Address translation between three networks."));
  }

  @Override
  public String name() {
    return "lab-" + layout.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public LabShape shape() {
    return LabShape.of(layout);
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Gfal.beside(turmoil, lab, lab.publicEntrance(), lab.shared(), turmoil::letPassAll);
    Set<String> seen = AccessLines.by(lab, CLIENT).keySet();
    Set<String> there = lab.clientAddresses();
    if (!seen.equals(there)) {
      String story = "clients came from %s, frontends saw %s".formatted(there, seen);
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }
}
