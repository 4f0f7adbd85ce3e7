// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bora cluster undrain}: lets a node work again that was drained with {@code --stay}. */
@Command(
    name = "undrain",
    description =
        "Lets a node work again that was drained with --stay. One whose process is ending goes on to end.",
    mixinStandardHelpOptions = true)
public final class UndrainCommand implements Callable<Integer> {
  @Option(
      names = "--site",
      required = true,
      paramLabel = "FILE",
      description = "The site file, the same on every node.")
  private @Nullable Path siteFile;

  @Parameters(paramLabel = "NODE", description = "Its name in the site file.")
  private @Nullable String node;

  @Override
  public Integer call() throws SiteException, RefusedException, SQLException {
    Path file = requireNonNull(siteFile);
    Site site = SiteFile.load(file);
    String name = site.node(requireNonNull(node)).name();
    try (Database database = SiteDatabase.open(site)) {
      ClusterCommand.requireSchema(database, file);
      database.run(tables -> tables.wishes().forget(name));
      return 0;
    }
  }
}
