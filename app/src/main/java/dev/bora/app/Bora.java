// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static java.util.Objects.requireNonNull;

import dev.bora.app.cluster.ClusterCommand;
import dev.bora.app.config.ConfigCommand;
import dev.bora.app.failure.Explanation;
import dev.bora.app.lvs.LvsCommand;
import dev.bora.app.node.NodeCommand;
import dev.bora.app.schema.DatabaseCommand;
import dev.bora.app.srm.SrmCommand;
import dev.bora.app.standalone.StandaloneCommand;
import dev.bora.app.version.BoraVersion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code bora} command line. Exit status: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "bora",
    description = "A Storage Resource Manager (SRM v2.2) for POSIX and GPFS file systems.",
    mixinStandardHelpOptions = true,
    versionProvider = BoraVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StandaloneCommand.class,
      NodeCommand.class,
      ClusterCommand.class,
      DatabaseCommand.class,
      ConfigCommand.class,
      LvsCommand.class,
      SrmCommand.class
    })
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
    return new CommandLine(new Bora())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
        .setParameterExceptionHandler(Bora::wrongUsage)
        .setExecutionExceptionHandler(Bora::failed);
  }

  private static int wrongUsage(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.printf("%s: %s%s%n", name(command), exception.getMessage(), suggestion(exception));
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String suggestion(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty()
          ? ""
          : "; did you mean " + String.join(" or ", suggestions) + "?";
    }
    return "";
  }

  private static int failed(Exception exception, CommandLine command, ParseResult result) {
    Optional<String> explanation = Explanation.of(exception);
    PrintWriter err = command.getErr();
    err.printf("%s: %s%n", name(command), explanation.orElse("internal error"));
    if (explanation.isEmpty()) {
      exception.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** "bora srm ls" as "bora: srm ls". */
  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst(" ", ": ");
  }
}
