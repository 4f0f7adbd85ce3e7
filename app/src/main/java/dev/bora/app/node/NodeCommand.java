// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.logging.NodeLogs;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.heartbeat.kernel.KillTimer;
import dev.bora.site.BackendNode;
import dev.bora.site.Node;
import dev.bora.site.Site;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bora node}: one node of a site, in the foreground. */
@Command(
    name = "node",
    description = "Runs one node of a site in the foreground, until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "FILE",
      description = "The site file, the same on every node.")
  private @Nullable Path siteFile;

  @Option(
      names = "--node",
      required = true,
      paramLabel = "NAME",
      description = "Which of its nodes this process is.")
  private @Nullable String name;

  @Override
  public Integer call() throws Exception {
    Site site = SiteFile.load(requireNonNull(siteFile));
    Node node = site.node(requireNonNull(name));
    try (KillSwitch killSwitch = killSwitch(node)) {
      return run(site, node, killSwitch);
    }
  }

  private int run(Site site, Node node, KillSwitch killSwitch) throws Exception {
    CommandLine command = requireNonNull(spec).commandLine();
    PrintWriter err = command.getErr();
    Requirements.check(
        site,
        node,
        reason -> {
          err.println("bora: node: " + reason);
          err.flush();
        });
    NodeLogs.configure(site.logs(), node.name());
    TerminationSignals signals = TerminationSignals.listen();
    try (NodeServices _ = NodeServices.start(site, List.of(node), killSwitch, signals)) {
      signals.check();
      PrintWriter out = command.getOut();
      out.println("ready");
      out.flush();
      signals.await();
      return 0;
    } catch (StoppedException stopped) {
      return stopped.exitStatus();
    }
  }

  /** Only a backend makes changes that others may repeat. */
  private static KillSwitch killSwitch(Node node) throws RefusedException {
    if (!(node instanceof BackendNode)) {
      return KillSwitch.NONE;
    }
    try {
      return KillTimer.create();
    } catch (UnsupportedOperationException reason) {
      throw new RefusedException(node.name() + ": " + reason.getMessage(), reason);
    }
  }
}
