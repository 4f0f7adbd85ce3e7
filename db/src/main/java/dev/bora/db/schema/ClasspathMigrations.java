// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.MigrationReader;
import org.jspecify.annotations.Nullable;

/** The migrations that this release carries, oldest first. A new one is a file and a line here. */
final class ClasspathMigrations implements MigrationLoader {
  private static final List<String> FILES =
      List.of(
          "20261121000001_main_path.sql",
          "20261124000001_ownership.sql",
          "20261125000001_begun.sql",
          "20261126000001_wishes.sql",
          "20261126000002_memory.sql",
          "20261126000003_pauses.sql",
          "20261127000001_tally.sql",
          "20261130000001_beat.sql");

  @Override
  public List<Change> getMigrations() {
    // The library sorts the list in place.
    return FILES.stream().map(ClasspathMigrations::change).collect(toCollection(ArrayList::new));
  }

  private static Change change(String file) {
    int underscore = file.indexOf('_');
    Change change =
        new Change(
            new BigDecimal(file.substring(0, underscore)),
            null,
            file.substring(underscore + 1, file.length() - ".sql".length()).replace('_', ' '));
    change.setFilename(file);
    return change;
  }

  @Override
  public Reader getScriptReader(Change change, boolean undo) {
    InputStream stream =
        requireNonNull(
            ClasspathMigrations.class.getResourceAsStream("migrations/" + change.getFilename()),
            change.getFilename() + " is not in the archive");
    return new MigrationReader(stream, UTF_8.name(), undo, new Properties());
  }

  @Override
  public @Nullable Reader getBootstrapReader() {
    return null;
  }

  @Override
  public @Nullable Reader getOnAbortReader() {
    return null;
  }
}
