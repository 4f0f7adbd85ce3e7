// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.schema;

import static java.util.Objects.requireNonNull;

import dev.bora.db.Database;
import dev.bora.db.ServerCheck;
import dev.bora.db.node.Halt;
import dev.bora.db.schema.Schema;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora db}: the schema of a site's database. */
@Command(
    name = "db",
    description = "Brings the schema of a site's database up to date, and shows how it stands.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class DatabaseCommand implements Runnable {
  private static final String SITE = "--site";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a COMMAND is needed");
  }

  @Command(name = "up", description = "Applies what is pending.", mixinStandardHelpOptions = true)
  int up(@Option(names = SITE, required = true, paramLabel = "FILE") Path file)
      throws SiteException, SQLException {
    try (Database database = SiteDatabase.open(SiteFile.load(file))) {
      ServerCheck.require(database.dataSource());
      Schema schema = new Schema(database.dataSource());
      List<Schema.Migration> pending = pending(schema);
      schema.up();
      pending.forEach(migration -> print("applied " + name(migration)));
      if (pending.isEmpty()) {
        print("nothing to apply: the schema is up to date");
      }
      return 0;
    }
  }

  @Command(
      name = "status",
      description = "Lists the migrations, and when they were applied.",
      mixinStandardHelpOptions = true)
  int status(@Option(names = SITE, required = true, paramLabel = "FILE") Path file)
      throws SiteException, SQLException {
    try (Database database = SiteDatabase.open(SiteFile.load(file))) {
      for (Schema.Migration migration : new Schema(database.dataSource()).list()) {
        String applied = migration.appliedAt();
        print("%-19s  %s".formatted(applied == null ? "pending" : applied, name(migration)));
      }
      return 0;
    }
  }

  @Command(
      name = "preview",
      description = "Prints the SQL that up would run, and runs nothing.",
      mixinStandardHelpOptions = true)
  int preview(@Option(names = SITE, required = true, paramLabel = "FILE") Path file)
      throws SiteException, SQLException {
    try (Database database = SiteDatabase.open(SiteFile.load(file))) {
      String sql = new Schema(database.dataSource()).preview();
      print(sql.isEmpty() ? "-- nothing to apply: the schema is up to date" : sql.stripTrailing());
      return 0;
    }
  }

  @Command(
      name = "down",
      description = "Undoes the newest migration: DROPS the tables that it made, with their rows.",
      mixinStandardHelpOptions = true)
  int down(@Option(names = SITE, required = true, paramLabel = "FILE") Path file)
      throws SiteException, SQLException {
    try (Database database = SiteDatabase.open(SiteFile.load(file))) {
      Schema schema = new Schema(database.dataSource());
      List<Schema.Migration> applied =
          schema.list().stream().filter(each -> each.appliedAt() != null).toList();
      if (applied.isEmpty()) {
        print("nothing to undo: no migration is applied");
        return 0;
      }
      schema.down();
      print("undid " + name(applied.getLast()));
      return 0;
    }
  }

  @Command(
      name = "accept",
      description =
          "Lets the nodes go on after they have halted because this database is older than what they had seen.",
      mixinStandardHelpOptions = true)
  int accept(
      @Option(names = SITE, required = true, paramLabel = "FILE") Path file,
      @Option(
              names = "--restored",
              description =
                  "It was put back while no node ran, so that none could notice: to be said before the first one starts.")
          boolean restored)
      throws SiteException {
    try (Database database = SiteDatabase.open(SiteFile.load(file))) {
      if (restored) {
        Halt.declare(database);
      }
      Optional<String> reason = Halt.lift(database);
      print(
          reason
              .map(why -> "accepted, although " + why)
              .orElse("nothing to accept: the nodes have not halted"));
      return 0;
    }
  }

  private static List<Schema.Migration> pending(Schema schema) throws SQLException {
    return schema.list().stream().filter(each -> each.appliedAt() == null).toList();
  }

  private static String name(Schema.Migration migration) {
    return migration.id() + " " + migration.description();
  }

  private void print(String line) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
