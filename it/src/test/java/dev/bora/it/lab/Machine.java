// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.Frame;
import com.google.common.base.Splitter;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A host of the lab: a container with an address of its own. It can be killed, frozen, cut off and
 * started again, and comes back with its address and its disk, but without what was done to its
 * network. One thread at a time does that.
 */
public final class Machine implements AutoCloseable {

  /** Longer than a node takes to drain. */
  private static final int STOP_SECONDS = 60;

  /** Of processor time; others have 1,024. */
  private static final int DIRECTOR_SHARES = 8_192;

  private final String name;
  private final Path log;
  private final List<List<String>> atStart;
  private final Box container;

  private Machine(String name, Path log, List<List<String>> atStart, Box container) {
    this.name = name;
    this.log = log;
    this.atStart = atStart;
    this.container = container;
  }

  /**
   * What one is like.
   *
   * @param image of its container
   * @param address on the lab's network
   * @param words that its image is told
   * @param environment of its processes
   * @param mounts folders of this host that it sees at the same path, or at another one
   * @param sysctls of its network
   * @param atStart commands of this host that are run in its network as soon as there is one
   * @param hosts names that it knows, with their addresses
   * @param boots whether it may boot a kernel of its own
   */
  record Plan(
      String image,
      String address,
      List<String> words,
      Map<String, String> environment,
      Map<Path, String> mounts,
      Map<String, String> sysctls,
      List<List<String>> atStart,
      List<String> hosts,
      boolean boots) {

    static Plan of(String image, String address) {
      return new Plan(
          image, address, List.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), false);
    }

    Plan telling(String... more) {
      return new Plan(
          image, address, List.of(more), environment, mounts, sysctls, atStart, hosts, boots);
    }

    Plan with(Map<String, String> variables) {
      return new Plan(image, address, words, variables, mounts, sysctls, atStart, hosts, boots);
    }

    Plan seeing(Map<Path, String> folders) {
      return new Plan(image, address, words, environment, folders, sysctls, atStart, hosts, boots);
    }

    Plan in(Map<String, String> settings, List<List<String>> commands) {
      return new Plan(image, address, words, environment, mounts, settings, commands, hosts, boots);
    }

    Plan knowing(List<String> names) {
      return new Plan(image, address, words, environment, mounts, sysctls, atStart, names, boots);
    }

    Plan booting() {
      return new Plan(image, address, words, environment, mounts, sysctls, atStart, hosts, true);
    }
  }

  /** One that is not started yet. */
  static Machine of(String name, Plan plan, LabNetwork network, Path log) {
    Box container = new Box(plan.image(), log);
    if (!plan.words().isEmpty()) {
      container.withCommand(plan.words().toArray(String[]::new));
    }
    plan.environment().forEach(container::withEnv);
    plan.mounts()
        .forEach((here, there) ->
            container.withFileSystemBind(here.toString(), there, BindMode.READ_WRITE));
    for (String host : plan.hosts()) {
      List<String> words = Splitter.on(" ").splitToList(host);
      container.withExtraHost(words.getLast(), words.getFirst());
    }
    container.withCreateContainerCmdModifier(
        command -> network.join(command.withName("bora-lab-" + name), plan.address()));
    container.withCreateContainerCmdModifier(command -> adapt(command, plan));
    return new Machine(name, log, plan.atStart(), container);
  }

  private static void adapt(CreateContainerCmd command, Plan plan) {
    var host = command.getHostConfig();
    if (host == null) {
      throw new IllegalStateException("a container without a host");
    }
    host.withSysctls(plan.sysctls());
    if (plan.boots()) {
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
      container.begin(container.getContainerId());
      container.docker().startContainerCmd(container.getContainerId()).exec();
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
    container.awaitEnd();
  }

  /** No process of it runs until it is thawed. */
  public void freeze() {
    container.docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  /** Lets it go on. */
  public void thaw() {
    container.docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  /** SIGTERM; it has ended when this returns. */
  public long stop() {
    container
        .docker()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOP_SECONDS)
        .exec();
    return awaitEnd();
  }

  /** Waits until its process has ended by itself; its exit status. */
  public long awaitEnd() {
    container.awaitEnd();
    Long status = state().getExitCodeLong();
    return status == null ? -1 : status;
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

  /** The container: it writes into a log from its first line on, at each start. */
  private static final class Box extends GenericContainer<Box> {
    private final Path log;
    private ResultCallback.Adapter<Frame> output = new ResultCallback.Adapter<>();

    Box(String image, Path log) {
      super(DockerImageName.parse(image));
      this.log = log;
    }

    DockerClient docker() {
      return getDockerClient();
    }

    @Override
    protected void containerIsCreated(String id) {
      begin(id);
    }

    /** Whether it serves is for others to see. */
    @Override
    protected void waitUntilContainerStarted() {}

    void begin(String id) {
      output =
          docker()
              .attachContainerCmd(id)
              .withStdOut(true)
              .withStdErr(true)
              .withFollowStream(true)
              .exec(new Appending(log));
      try {
        output.awaitStarted();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    /** Its output ends when its process has. */
    void awaitEnd() {
      try {
        output.awaitCompletion();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Appending extends ResultCallback.Adapter<Frame> {
    private final Path log;

    Appending(Path log) {
      this.log = log;
    }

    @Override
    public void onNext(Frame frame) {
      try {
        Files.write(log, frame.getPayload(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The lines of its log. */
  public Stream<String> lines() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log).stream() : Stream.of();
  }
}
