// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora srm}: a client of any SRM v2.2 server. */
@Command(
    name = "srm",
    description = "A client of SRM servers: of Bora's and others'.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PingCommand.class,
      LsCommand.class,
      MkdirCommand.class,
      RmCommand.class,
      RmdirCommand.class,
      MvCommand.class,
      PutCommand.class,
      GetCommand.class
    })
public final class SrmCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a COMMAND is needed");
  }
}
