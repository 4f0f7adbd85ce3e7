// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Wish;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bora cluster drain}: takes a node out of service, through the database. */
@Command(
    name = "drain",
    description =
        "Lets a node finish what it has and take nothing new: its health says so, its directors give it "
            + "no connections, and its process ends with status 0. With --stay it runs on without work, "
            + "restarted or not, until undrain.",
    mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {
  private static final Duration BEYOND = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 250;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "FILE",
      description = "The site file, the same on every node.")
  private @Nullable Path siteFile;

  @Option(names = "--stay", description = "The node runs on, without work, until undrain.")
  private boolean stay;

  @Option(names = "--no-wait", description = "Does not wait until the node has drained.")
  private boolean noWait;

  @Parameters(paramLabel = "NODE", description = "Its name in the site file.")
  private @Nullable String node;

  @Override
  public Integer call() throws SiteException, RefusedException, SQLException, InterruptedException {
    Path file = requireNonNull(siteFile);
    Site site = SiteFile.load(file);
    String name = site.node(requireNonNull(node)).name();
    try (Database database = SiteDatabase.open(site)) {
      ClusterCommand.requireSchema(database, file);
      List<IncarnationRow> running = running(database, name);
      if (running.isEmpty() && !stay) {
        throw new RefusedException(name + " does not run; bora cluster shows which nodes do");
      }
      database.run(tables -> tables.wishes().want(name, stay ? Wish.DRAIN : Wish.LEAVE));
      return noWait || running.isEmpty() ? 0 : await(site, database, name);
    }
  }

  private static List<IncarnationRow> running(Database database, String name) {
    return database.call(tables -> tables.incarnations().live()).stream()
        .filter(row -> row.node().equals(name))
        .filter(row -> row.state() != IncarnationState.FENCED)
        .toList();
  }

  private int await(Site site, Database database, String name) throws InterruptedException {
    Duration most =
        site.draining()
            .notice()
            .plus(site.draining().finish())
            .plus(site.heartbeat().beat())
            .plus(BEYOND);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Telling told = new Telling(out);
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      if (hasDrained(database, name, told)) {
        return 0;
      }
      if (System.nanoTime() > end) {
        out.println(name + " has not drained after " + most.toSeconds() + " s; it goes on");
        return 1;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** The node knows what is wanted of it already: a database that does not answer may come back. */
  private boolean hasDrained(Database database, String name, Telling told) {
    try {
      List<IncarnationRow> rows = running(database, name);
      told.news(state(database, name, rows));
      return rows.isEmpty() || (stay && isIdle(database, rows));
    } catch (DatabaseUnavailableException away) {
      told.news(away.getMessage() + "; looking on");
      return false;
    }
  }

  /** Says each thing once. */
  private static final class Telling {
    private final PrintWriter out;
    private String last = "";

    Telling(PrintWriter out) {
      this.out = out;
    }

    void news(String text) {
      if (!text.equals(last)) {
        out.println(text);
        out.flush();
        last = text;
      }
    }
  }

  private static String state(Database database, String name, List<IncarnationRow> rows) {
    return rows.isEmpty()
        ? name + " has left"
        : rows.stream()
            .map(row ->
                "%s (epoch %d) is %s, with %d files in hand"
                    .formatted(name, row.epoch(), row.state(), held(database, row)))
            .collect(Collectors.joining("; "));
  }

  private static boolean isIdle(Database database, List<IncarnationRow> rows) {
    return rows.stream()
        .allMatch(row -> row.state() == IncarnationState.DRAINING && held(database, row) == 0);
  }

  private static long held(Database database, IncarnationRow row) {
    return database.call(tables -> tables.queue().held(row.epoch()));
  }
}
