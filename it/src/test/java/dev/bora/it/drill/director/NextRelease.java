// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.mutation.Edit;
import dev.bora.it.drill.mutation.Mutant;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import dev.bora.it.lab.LabNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A release that comes after this one: this one's archives with a higher version, and one more
 * migration.
 *
 * @param classes what is different
 * @param archives those in which it is
 */
record NextRelease(Path classes, List<Path> archives) {
  static final String VERSION = "99.0";

  private static final String MIGRATION = "29990101000001_one_more_column.sql";

  private static final String SQL =
      """
      -- // One more column.
      ALTER TABLE request_file ADD COLUMN of_the_next_release INT NULL;

      -- //@UNDO
      ALTER TABLE request_file DROP COLUMN of_the_next_release;
      """;

  private static final String LIST = "db/src/main/java/dev/bora/db/schema/ClasspathMigrations.java";
  private static final Edit ONE_MORE =
      new Edit(
          "return FILES.stream()",
          "return java.util.stream.Stream.concat(FILES.stream(), java.util.stream.Stream.of(\"%s\"))"
              .formatted(MIGRATION));

  /** Where this one's archives are. */
  private static final String LIB = "app/target/bora/lib";

  /** And in the image. */
  private static final String THERE = "/opt/bora/lib";

  /** Makes it in an empty folder. */
  static NextRelease make(Path folder) throws IOException {
    Path classes = Mutant.compile(LIST, List.of(ONE_MORE), folder);
    write(classes.resolve("dev/bora/db/schema/migrations").resolve(MIGRATION), SQL);
    write(classes.resolve("dev/bora/frontend/version.properties"), "version=" + VERSION);
    write(classes.resolve("bora.properties"), "version=" + VERSION);
    return new NextRelease(
        classes,
        List.of(
            archive(folder, "bora-db-", classes, "dev/bora/db"),
            archive(folder, "bora-frontend-", classes, "dev/bora/frontend"),
            archive(folder, "bora-app-", classes, "bora.properties")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Path archive(Path folder, String name, Path classes, String changed)
      throws IOException {
    Path old = named(name);
    Path next = Files.copy(old, folder.resolve(old.getFileName()));
    Command.of(
            Path.of(System.getProperty("java.home"), "bin/jar").toString(),
            "--update",
            "--file",
            next.toString(),
            "-C",
            classes.toString(),
            changed)
        .run()
        .succeeded();
    return next;
  }

  private static Path named(String name) throws IOException {
    try (var files = Files.newDirectoryStream(Checkout.file(LIB), name + "*.jar")) {
      return files.iterator().next();
    }
  }

  /** {@code bora db up} or {@code down}, as this release has it. */
  void migrate(String direction, Path site) {
    BoraCommand.of(List.of(classes), List.of(), "db", direction, "--site", site.toString())
        .run()
        .succeeded();
  }

  /** A node that is down is of this release when it is up. */
  void install(LabNode node) {
    archives.forEach(archive -> node.machine().put(archive, THERE));
  }

  /** The same, of the one before. */
  void takeBack(LabNode node) {
    archives.forEach(archive -> node.machine().put(original(archive), THERE));
  }

  private static Path original(Path archive) {
    return Checkout.file(LIB).resolve(archive.getFileName());
  }
}
