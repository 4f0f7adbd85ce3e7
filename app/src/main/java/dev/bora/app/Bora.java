// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code bora} command line. Exit status: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "bora",
    description = "A Storage Resource Manager (SRM v2.2) for POSIX and GPFS file systems.",
    mixinStandardHelpOptions = true,
    versionProvider = BoraVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class Bora implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Bora() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a COMMAND is needed");
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bora());
  }
}
