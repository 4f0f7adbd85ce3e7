// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.config;

import static java.util.Objects.requireNonNull;

import dev.bora.app.schema.SiteDatabase;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora config}: the site file, as Bora reads it. */
@Command(
    name = "config",
    description = "Shows and checks a site file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a COMMAND is needed");
  }

  @Command(
      name = "show",
      description = "Prints the configuration in force, defaults included.",
      mixinStandardHelpOptions = true)
  int show(@Option(names = "--site", required = true, paramLabel = "FILE") Path file)
      throws SiteException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Site site = SiteFile.load(file);
    out.println("# digest " + site.digest());
    out.print(site.canonicalText());
    out.flush();
    return 0;
  }

  @Command(
      name = "check",
      description = "Prints everything that is wrong with a site file.",
      mixinStandardHelpOptions = true)
  int check(@Option(names = "--site", required = true, paramLabel = "FILE") Path file)
      throws SiteException {
    try {
      Site site = SiteFile.load(file);
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      out.printf("%s: no problems; digest %s%n", file, site.digest());
      // Only a node's start asks the server.
      out.printf(
          "database.pool-size: %s, which the server's max_connections must allow%n",
          SiteDatabase.budget(site));
      out.flush();
      return 0;
    } catch (SiteException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      PrintWriter err = requireNonNull(spec).commandLine().getErr();
      err.println(e.getMessage());
      err.flush();
      return 1;
    }
  }
}
