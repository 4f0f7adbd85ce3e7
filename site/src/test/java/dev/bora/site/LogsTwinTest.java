// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.time.Duration;

final class LogsTwinTest extends SectionTwinTest<Logs> {
  LogsTwinTest() {
    super(
        Site::logs,
        new Logs(LogLevel.INFO, null, true, Duration.ofDays(30)),
        new Logs(LogLevel.DEBUG, Path.of("/var/log/bora"), false, Duration.ofDays(90)));
  }
}
