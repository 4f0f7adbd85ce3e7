// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class DatabaseTwinTest extends SectionTwinTest<Database> {
  DatabaseTwinTest() {
    super(
        Site::database,
        new Database(
            List.of(new HostPort("db.example.org", 3306)),
            "bora",
            null,
            "bora",
            Path.of("/etc/bora/database-password"),
            16,
            2,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            null,
            Duration.ofMinutes(10)),
        new Database(
            List.of(),
            "srm",
            "jdbc:mysql://db.example.net:3307/srm?sslMode=REQUIRED",
            "srm",
            Path.of("/run/secrets/database"),
            40,
            4,
            Duration.ofSeconds(5),
            Duration.ofMillis(750),
            Duration.ofSeconds(4),
            Duration.ofHours(1)));
  }
}
