// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.rolling.Gfal;
import dev.bora.it.drill.rolling.Unnoticed;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All frontends and backends go over to the next release, one after the other, and back again: its
 * migration comes first, and is undone last. None of the clients may notice.
 */
public final class RollingUpgrade implements LabDrill {
  private static final String NODES =
      "SELECT node FROM incarnation WHERE state = 'UP' AND version = ?";

  @Override
  public String name() {
    return "lab-upgrade";
  }

  @Override
  public String sentence() {
    return "Brings every frontend and backend to a release of a higher version with one more"
        + " migration, and back; gfal2 is among the clients, and none may notice.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    NextRelease next =
        NextRelease.make(Files.createTempDirectory(turmoil.context().folder(), "next"));
    String before = BoraCommand.of("--version").run().succeeded().output().strip();
    Restarts restarts = new Restarts(turmoil, lab);
    Gfal.beside(
        turmoil,
        lab,
        lab.publicEntrance(),
        lab.shared(),
        () -> {
          next.migrate("up", lab.siteFile());
          turmoil.did("migrates", "up");
          restarts.all(next::install);
          requireVersion(turmoil, lab, NextRelease.VERSION);
          restarts.all(next::takeBack);
          requireVersion(turmoil, lab, before.substring(before.indexOf(' ') + 1));
          next.migrate("down", lab.siteFile());
          turmoil.did("migrates", "down");
        });
  }

  private static void requireVersion(Turmoil turmoil, Lab lab, String version) throws SQLException {
    Set<String> missing = new TreeSet<>();
    Stream.concat(lab.frontends().stream(), lab.backends().stream())
        .map(LabNode::name)
        .forEach(missing::add);
    try (Connection database = lab.database();
        PreparedStatement select = database.prepareStatement(NODES)) {
      select.setString(1, version);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          missing.remove(rows.getString("node"));
        }
      }
    }
    if (!missing.isEmpty()) {
      String story = "%s are not of version %s".formatted(missing, version);
      turmoil.context().findings().add(Problem.BROKEN, story);
    }
  }

  @Override
  public void judge(DrillContext context, List<Event> events) {
    Unnoticed.judge(context, events);
  }
}
