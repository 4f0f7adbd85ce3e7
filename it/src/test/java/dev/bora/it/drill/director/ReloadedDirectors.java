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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A backend is removed from the site and added again, as the documentation has it, while clients
 * are at work: the directors read their configuration anew each time, and none may notice.
 */
public final class ReloadedDirectors implements LabDrill {
  private static final Duration WITHOUT = Duration.ofSeconds(5);

  /** Connections are replaced after 10 s: by then it has its share. */
  private static final Duration SHARED = Duration.ofSeconds(15);

  private static final long FEWEST = 5;

  @Override
  public String name() {
    return "lab-reload";
  }

  @Override
  public String sentence() {
    return "Removes a backend from the site and adds it again, the directors reading their"
        + " configuration anew; gfal2 is among the clients, and none may notice.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Gfal.beside(turmoil, lab, lab.publicEntrance(), lab.shared(), () -> removeAndAdd(turmoil, lab));
  }

  private static void removeAndAdd(Turmoil turmoil, Lab lab) throws IOException {
    LabNode node = lab.backends().getLast();
    Path site = lab.siteFile();
    String whole = Files.readString(site);
    String without = whole.replaceFirst("(?m)^ *" + node.name() + ": .*\n", "");
    BoraCommand.of("cluster", "drain", "--site", site.toString(), node.name()).run().succeeded();
    int status = node.machine().awaitEnd();
    if (status != 0) {
      turmoil.context().findings().add(Problem.SURPRISE, node.name() + " ended with " + status);
    }
    Files.writeString(site, without);
    lab.renderAndReload();
    turmoil.did("removes", node.name());
    turmoil.letPassWhole(WITHOUT);
    Files.writeString(site, whole);
    node.start();
    long begin = System.nanoTime();
    lab.renderAndReload();
    lab.directors().awaitWell(node.name());
    turmoil.did("adds", node.name());
    turmoil.context().figures().took("added", Duration.ofNanos(System.nanoTime() - begin));
    Map<String, Long> before = AccessLines.by(lab, "backend");
    turmoil.letPassWhole(SHARED);
    long calls =
        AccessLines.by(lab, "backend").getOrDefault(node.name(), 0L)
            - before.getOrDefault(node.name(), 0L);
    turmoil.context().figures().count("calls-at-added", calls);
    if (calls < FEWEST) {
      String story = "%s had only %d calls".formatted(node.name(), calls);
      turmoil.context().findings().add(Problem.BROKEN, story);
    }
  }

  @Override
  public void judge(DrillContext context, List<Event> events) {
    Unnoticed.judge(context, events);
  }
}
