// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.server.BenchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Under what figures were taken. */
final class Conditions {
  private Conditions() {}

  static Map<String, String> of(String server) throws IOException {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
    conditions.put("java", Runtime.version().toString());
    conditions.put("database", server + ", on the same processors, data on disk");
    conditions.put("database options", String.join(" ", BenchServer.OPTIONS));
    return conditions;
  }

  static Map<String, String> of(List<Contender> contenders) {
    Map<String, String> settings = new LinkedHashMap<>();
    contenders.forEach(contender -> settings.put(contender.name(), contender.settings()));
    return settings;
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
