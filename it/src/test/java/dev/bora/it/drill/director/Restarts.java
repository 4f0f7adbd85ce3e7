// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Restarts of the lab's frontends and backends, by SIGTERM and by bora cluster drain in turn. */
final class Restarts {
  private final Turmoil turmoil;
  private final Lab lab;
  private boolean signal;

  Restarts(Turmoil turmoil, Lab lab) {
    this.turmoil = turmoil;
    this.lab = lab;
    this.signal = turmoil.random().nextBoolean();
  }

  /**
   * Restarts each in order; the next one when the last one serves, and has connections again if it
   * is up to directors.
   */
  void all(Consumer<LabNode> whileDown) {
    for (LabNode node : Stream.of(lab.frontends(), lab.backends()).flatMap(List::stream).toList()) {
      end(node);
      whileDown.accept(node);
      node.start();
      lab.directors().awaitWell(node.name());
      signal = !signal;
    }
  }

  private void end(LabNode node) {
    long begin = System.nanoTime();
    if (!signal) {
      BoraCommand.of("cluster", "drain", "--site", lab.siteFile().toString(), node.name())
          .run()
          .succeeded();
    }
    int status = signal ? node.machine().stop() : node.machine().awaitEnd();
    turmoil.context().figures().took("left", Duration.ofNanos(System.nanoTime() - begin));
    turmoil.did(signal ? "terms" : "drains", node.name());
    if (status != 0) {
      turmoil.context().findings().add(Problem.SURPRISE, node.name() + " ended with " + status);
    }
  }
}
