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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bora cluster resume}: ends what {@code bora cluster pause} has begun. */
@Command(
    name = "resume",
    description = "Lets the work of a storage area or of a user go on that was paused.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Option(
      names = "--site",
      required = true,
      paramLabel = "FILE",
      description = "The site file, the same on every node.")
  private @Nullable Path siteFile;

  @ArgGroup(multiplicity = "1")
  private @Nullable Whose whose;

  @Override
  public Integer call() throws SiteException, RefusedException, SQLException {
    Path file = requireNonNull(siteFile);
    Site site = SiteFile.load(file);
    Whose what = requireNonNull(whose);
    try (Database database = SiteDatabase.open(site)) {
      ClusterCommand.requireSchema(database, file);
      int rows = database.call(tables -> tables.pauses().resume(what.kind(), what.name()));
      if (rows == 0) {
        throw new RefusedException(what.name() + " is not paused; bora cluster shows what is");
      }
      return 0;
    }
  }
}
