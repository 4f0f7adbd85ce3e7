// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.table.Pause;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bora cluster pause}: lets the work of a storage area or of a user wait. */
@Command(
    name = "pause",
    description =
        "Lets the puts and gets of a storage area or of a user wait in the queue until resume; what runs ends. "
            + "With --refuse new ones are refused. Changes that cannot wait, as srmMkdir or srmRm, are refused in any case.",
    mixinStandardHelpOptions = true)
public final class PauseCommand implements Callable<Integer> {
  @Option(
      names = "--site",
      required = true,
      paramLabel = "FILE",
      description = "The site file, the same on every node.")
  private @Nullable Path siteFile;

  @ArgGroup(multiplicity = "1")
  private @Nullable Whose whose;

  @Option(names = "--refuse", description = "New requests are refused, instead of waiting.")
  private boolean refuse;

  @Override
  public Integer call() throws SiteException, RefusedException, SQLException {
    Path file = requireNonNull(siteFile);
    Site site = SiteFile.load(file);
    Whose what = requireNonNull(whose);
    try (Database database = SiteDatabase.open(site)) {
      ClusterCommand.requireSchema(database, file);
      List<Pause> pauses = what.pauses(site, refuse);
      database.run(tables -> pauses.forEach(tables.pauses()::pause));
      return 0;
    }
  }
}
