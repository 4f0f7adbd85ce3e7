// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import static java.util.Objects.requireNonNull;

import dev.bora.app.node.StoppedException;
import dev.bora.app.node.TerminationSignals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora standalone}: all of Bora in one process, for a first look and for tests. */
@Command(
    name = "standalone",
    description = {
      "Runs all of Bora in this process, with a database and a grid of its own, until SIGTERM or"
          + " Ctrl-C. What clients put is kept between runs."
    },
    mixinStandardHelpOptions = true)
public final class StandaloneCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "standalone",
      description = "The folder for everything; ${DEFAULT-VALUE} unless given.")
  private Path directory = Path.of("standalone");

  @Option(
      names = "--port",
      paramLabel = "P",
      description =
          "The port for SRM clients; 8444 unless given. The next free ones above it become those of"
              + " door, health (frontend, backend, door), XML-RPC and database.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = requireNonNull(spec);
    if (port != null && (port < 1 || port > LARGEST_PORT)) {
      throw new ParameterException(
          command.commandLine(), "--port " + port + ": a port is a number from 1 to 65535");
    }
    TerminationSignals signals = TerminationSignals.listen();
    PrintWriter out = command.commandLine().getOut();
    try (Standalone standalone = Standalone.start(directory, port, signals)) {
      signals.check();
      out.print(standalone.welcome());
      out.println("ready");
      out.flush();
      signals.await();
      out.println("stopping");
      out.flush();
      return 0;
    } catch (StoppedException stopped) {
      return stopped.exitStatus();
    }
  }
}
