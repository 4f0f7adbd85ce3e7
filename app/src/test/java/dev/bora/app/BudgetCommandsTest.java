// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.TestServer;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How users are told what connections a site needs. */
class BudgetCommandsTest {
  @TempDir private Path folder;

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Bora.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(command.execute(arguments), out.toString(), err.toString());
  }

  @Test
  void aNodeOfASiteThatIsTooLargeForTheServerDoesNotStart() throws Exception {
    try (Database _ = TestServer.migratedDatabase("budget")) {
      DatabaseConfig config = TestServer.config("budget");
      Path secret = Files.writeString(folder.resolve("secret"), "a-secret-of-these-tests\n");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      Path file =
          Files.writeString(
              folder.resolve("site.yaml"),
              """
              name: large
              srm: {host: localhost}
              nodes:
                frontends: {frontend-1: {address: localhost}}
                backends: {backend-1: {address: localhost, health-port: 9997}}
                doors: {door-1: {address: localhost, health-port: 9996}}
              rpc: {secret-file: %1$s}
              database: {url: '%2$s', user: '%3$s', password-file: %1$s, pool-size: 63}
              storage-areas: {data: {root: /data, vos: [testvo]}}
              """
                  .formatted(secret, config.url(), config.user()));
      assertThat(run("node", "--site", file.toString(), "--node", "frontend-1"))
          .isEqualTo(
              new Outcome(
                  1,
                  "",
                  "bora: node: the database server does not fit: database.pool-size: (63 connections + 2 for beats) x 3 nodes + 10 in reserve = 205 do not fit into the server's max_connections of 200: lower pool-size or raise max_connections%n"
                      .formatted()));
    }
  }

  @Test
  void theCheckOfASiteFileTellsWhatTheServerNeeds() throws Exception {
    Path file = Path.of("../docs/examples/two-frontends-two-backends.yaml");
    assertThat(run("config", "check", "--site", file.toString()))
        .isEqualTo(
            new Outcome(
                0,
                "%s: no problems; digest %s%ndatabase.pool-size: (32 connections + 2 for beats) x 6 nodes + 10 in reserve = 214, which the server's max_connections must allow%n"
                    .formatted(file, SiteFile.load(file).digest()),
                ""));
  }
}
