// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.google.common.base.Splitter;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;

/**
 * A host of the lab: a container with an address of its own. It can be killed, frozen, cut off and
 * started again, and comes back with its address and its disk, but without what was done to its
 * network. One thread at a time does that.
 */
public final class Machine implements AutoCloseable {

  /** Longer than a node takes to drain. */
  private static final int STOP_SECONDS = 60;

  /** In which its processes have their part of processor time. */
  private static final long PERIOD_MICROS = 100_000;

  /** Of processor time; others have 1,024. */
  private static final int DIRECTOR_SHARES = 8_192;

  /** A card's address that nobody has: it is locally administered. */
  private static final String NOBODY = "02:00:00:00:00:01";

  private final String name;
  private final Path log;
  private final List<List<String>> atStart;
  private final LoggedContainer container;

  private Machine(String name, Path log, List<List<String>> atStart, LoggedContainer container) {
    this.name = name;
    this.log = log;
    this.atStart = atStart;
    this.container = container;
  }

  /** One that is not started yet. */
  static Machine of(String name, MachinePlan plan, LabNetworks networks, Path log) {
    LoggedContainer container =
        new LoggedContainer(plan.image(), log, id -> networks.join(id, plan.addresses()));
    plan.environment().forEach(container::withEnv);
    plan.mounts()
        .forEach((here, there) ->
            container.withFileSystemBind(here.toString(), there, BindMode.READ_WRITE));
    for (String host : plan.hosts()) {
      List<String> words = Splitter.on(" ").splitToList(host);
      container.withExtraHost(words.getLast(), words.getFirst());
    }
    container.withCreateContainerCmdModifier(
        command -> networks.join(command.withName("bora-lab-" + name), plan.addresses()));
    container.withCreateContainerCmdModifier(command -> adapt(command, plan));
    return new Machine(name, log, plan.atStart(), container);
  }

  private static void adapt(CreateContainerCmd command, MachinePlan plan) {
    var host = command.getHostConfig();
    if (host == null) {
      throw new IllegalStateException("a container without a host");
    }
    host.withSysctls(plan.sysctls());
    if (!plan.boots().isEmpty()) {
      command.withCmd(plan.boots());
      host.withCapAdd(Capability.NET_ADMIN, Capability.SYS_PTRACE)
          .withSecurityOpts(List.of("seccomp=unconfined"))
          .withDevices(Device.parse("/dev/net/tun"))
          // A director has its host for itself elsewhere; here it would lose its adverts to nodes
          // that start.
          .withCpuShares(DIRECTOR_SHARES)
          .withTmpFs(Map.of("/dev/shm", "exec,size=300m"));
    }
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What its processes wrote, one after the other. */
  public Path log() {
    return log;
  }

  /** Starts it; its process may not serve yet. */
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      container.startAgain();
    }
    for (List<String> command : atStart) {
      here(command.toArray(String[]::new)).succeeded();
    }
  }

  /** Whether there is a process, frozen or not. */
  public boolean isRunning() {
    return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
  }

  /** SIGKILL. */
  public void kill() {
    container.docker().killContainerCmd(container.getContainerId()).exec();
    awaitEnd();
  }

  /** No process of it runs until it is thawed. */
  public void freeze() {
    container.docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  /** Lets it go on. */
  public void thaw() {
    container.docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  /** From now on its processes have so much of the processors, in percent of one. */
  public void slow(int percent) {
    limit(percent * PERIOD_MICROS / 100);
  }

  /** They have what they can get again. */
  public void fast() {
    limit(-1);
  }

  private void limit(long micros) {
    container
        .docker()
        .updateContainerCmd(container.getContainerId())
        .withCpuPeriod(PERIOD_MICROS)
        .withCpuQuota(micros)
        .exec();
  }

  /** SIGTERM; it has ended when this returns. */
  public int stop() {
    container
        .docker()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOP_SECONDS)
        .exec();
    return awaitEnd();
  }

  /**
   * Waits until its process has ended by itself; its exit status.
   *
   * @throws RuntimeException it did not end within a minute
   */
  public int awaitEnd() {
    return container.awaitEnd(STOP_SECONDS);
  }

  /** A file of this host is in that folder of its disk from now on; it may be down. */
  public void put(Path file, String folder) {
    container
        .docker()
        .copyArchiveToContainerCmd(container.getContainerId())
        .withHostResource(file.toString())
        .withRemotePath(folder)
        .exec();
  }

  /** A command of its own, on it. */
  void inside(String... words) {
    Command.of("docker", "exec", "bora-lab-" + name).and(words).run().succeeded();
  }

  /** A command of this host, in the network of the machine. */
  public Outcome here(String... words) {
    return Command.of("nsenter", "--net", "--target", Long.toString(pid())).and(words).run();
  }

  /** The end of its cable: a device of this host. */
  String cable() {
    String index =
        here("ip", "-o", "link", "show", "eth0")
            .succeeded()
            .output()
            .replaceAll("(?s).*eth0@if(\\d+).*", "$1");
    return Command.of("ip", "-o", "link")
        .run()
        .succeeded()
        .output()
        .lines()
        .filter(line -> line.startsWith(index + ": "))
        .map(line -> line.replaceAll("^\\d+: ([^@:]+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the cable out: nothing comes in, and nothing leaves. */
  public void cut() {
    Command.of("ip", "link", "set", cable(), "down").run().succeeded();
  }

  /** Puts the cable back. */
  public void mend() {
    Command.of("ip", "link", "set", cable(), "up").run().succeeded();
  }

  /** What it sends to an address from now on is for a card that nobody has. */
  public void loseWayTo(String address) {
    neighbour("replace", address, "lladdr", NOBODY, "nud", "permanent");
  }

  /** What it sends to an address from now on is for another machine. */
  public void findAt(String address, Machine other) {
    neighbour("replace", address, "lladdr", other.card(), "nud", "permanent");
  }

  /** The address of its card, on whichever network was joined first. */
  private String card() {
    return container
        .docker()
        .inspectContainerCmd(container.getContainerId())
        .exec()
        .getNetworkSettings()
        .getNetworks()
        .values()
        .iterator()
        .next()
        .getMacAddress();
  }

  /** It asks again who has that address. */
  public void findWayTo(String address) {
    neighbour("del", address);
  }

  private void neighbour(String what, String address, String... more) {
    here(Stream.concat(Stream.of("ip", "neighbour", what, address, "dev", "eth0"), Stream.of(more))
            .toArray(String[]::new))
        .succeeded();
  }

  /** Others' multicast, by which directors know each other, does not reach it; all else does. */
  public void hearNoMulticast() {
    Command.of("bridge", "link", "set", "dev", cable(), "mcast_flood", "off").run().succeeded();
  }

  /** It does again. */
  public void hearMulticast() {
    Command.of("bridge", "link", "set", "dev", cable(), "mcast_flood", "on").run().succeeded();
  }

  private InspectContainerResponse.ContainerState state() {
    return container.docker().inspectContainerCmd(container.getContainerId()).exec().getState();
  }

  private long pid() {
    Long pid = state().getPidLong();
    if (pid == null || pid == 0) {
      throw new IllegalStateException(name + " does not run");
    }
    return pid;
  }

  @Override
  public void close() {
    container.stop();
  }

  /** The lines of its log. */
  public Stream<String> lines() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log).stream() : Stream.of();
  }
}
