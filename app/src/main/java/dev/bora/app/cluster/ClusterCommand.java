// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.schema.Schema;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora cluster}: how the nodes of a site stand together. */
@Command(
    name = "cluster",
    description =
        "Shows the nodes of a site with their epochs and beats, its storage areas as the backends see "
            + "them, who does which job, what is in hand and what waits, and recent adoptions.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DrainCommand.class,
      UndrainCommand.class,
      PauseCommand.class,
      ResumeCommand.class
    })
public final class ClusterCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  // Not required as picocli means it: that would ask for it before a subcommand, too.
  @Option(names = "--site", paramLabel = "FILE", description = "The site file.")
  private @Nullable Path siteFile;

  @Option(names = "--json", description = "For machines: docs/cluster.md lists the fields.")
  private boolean json;

  @Override
  public Integer call() throws SiteException, SQLException, RefusedException {
    CommandSpec command = requireNonNull(spec);
    Path file = siteFile;
    if (file == null) {
      throw new ParameterException(command.commandLine(), "Missing required option: '--site=FILE'");
    }
    Site site = SiteFile.load(file);
    try (Database database = SiteDatabase.open(site)) {
      requireSchema(database, file);
      ClusterView view = ClusterView.of(site, database);
      PrintWriter out = command.commandLine().getOut();
      out.print(json ? ClusterJson.of(view) : ClusterText.of(view));
      out.flush();
      return 0;
    }
  }

  /** Refuses a schema that lacks what this release needs. */
  static void requireSchema(Database database, Path file) throws SQLException, RefusedException {
    switch (new Schema(database.dataSource()).fit()) {
      case FITS -> {}
      case TOO_OLD ->
          throw new RefusedException(
              "the schema is too old for this release: run bora db up --site " + file);
    }
  }
}
