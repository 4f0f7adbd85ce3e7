// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.SteppingClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster: a process that can be killed, frozen and started again. One thread at a
 * time does that.
 */
public final class ClusterNode implements InstalledNode, AutoCloseable {

  private final String name;
  private final ClusterSite.NodePorts ports;
  private volatile Path site;
  private final Path log;
  private final List<Path> classesFirst;
  private final List<String> options;
  private final Optional<SteppingClock> clock;
  private volatile @Nullable Daemon process;

  ClusterNode(
      String name,
      ClusterSite.NodePorts ports,
      Path site,
      Path log,
      ClusterShape shape,
      Optional<SteppingClock> clock) {
    this.name = name;
    this.ports = ports;
    this.site = site;
    this.log = log;
    this.classesFirst = shape.classesFirst();
    this.options = shape.nodeOptions();
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where it serves. */
  public int port() {
    return ports.port();
  }

  /** Where it answers how it is. */
  public int healthPort() {
    return ports.health();
  }

  /** What its processes wrote, one after the other. */
  public Path log() {
    return log;
  }

  /** From its next start on it has another site file. */
  public void configure(Path other) {
    site = other;
  }

  /** Its clock, in a cluster where each has one of its own. */
  public SteppingClock clock() {
    return clock.orElseThrow();
  }

  @Override
  public void start() {
    start(List.of());
  }

  /** Starts it with more options of the JVM. */
  public void start(List<String> more) {
    if (isRunning()) {
      throw new IllegalStateException(name + " is running");
    }
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    Map<String, String> environment = clock.map(SteppingClock::environment).orElse(Map.of());
    process =
        BoraCommand.start(
            log, classesFirst, all, environment, "node", "--site", site.toString(), "--node", name);
  }

  /**
   * Starts a main class of these tests in its place.
   *
   * @param words what it is told besides site file and node
   */
  public void startAs(String mainClass, String... words) {
    if (isRunning()) {
      throw new IllegalStateException(name + " is running");
    }
    List<String> all = new ArrayList<>(List.of(site.toString(), name));
    all.addAll(List.of(words));
    process =
        BoraCommand.startMain(log, classesFirst, options, mainClass, all.toArray(String[]::new));
  }

  @Override
  public boolean isRunning() {
    Daemon current = process;
    return current != null && current.handle().isAlive();
  }

  /** Its process. */
  public Daemon process() {
    Daemon current = process;
    if (current == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return current;
  }

  /** SIGKILL. */
  public void kill() {
    process().kill();
  }

  /** SIGSTOP. */
  public void freeze() {
    process().freeze();
  }

  /** SIGCONT. */
  public void thaw() {
    process().thaw();
  }

  /** Stops it in order, if it runs. */
  @Override
  public void close() {
    if (isRunning()) {
      process().thaw();
      process().stop();
    }
  }
}
