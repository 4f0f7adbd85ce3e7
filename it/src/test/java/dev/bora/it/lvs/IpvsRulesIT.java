// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.lab.DirectorKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bora lvs render} writes for {@code ipvsadm --restore}, and what IPVS makes of it. */
class IpvsRulesIT {
  private static final String SCRIPT =
      """
      modprobe ipv6
      for rules in /mnt/*.rules; do
        echo "rules of $(basename "$rules" .rules)"
        ipvsadm --restore <"$rules" && ipvsadm --save --numeric
        ipvsadm --clear
      done
      echo no more rules
      """;

  @TempDir private Path folder;

  @Test
  void ipvsHasWhatTheyAsk() throws IOException {
    Path seen = Files.createDirectory(folder.resolve("seen"));
    Map<String, List<String>> asked = new HashMap<>();
    for (Example example : Example.values()) {
      Path own = Files.createDirectory(folder.resolve(example.name()));
      Path rules = example.render(own).getFirst().resolve("ipvsadm.rules");
      Files.copy(rules, seen.resolve(example.name() + ".rules"));
      asked.put(example.name(), rules(Files.readAllLines(rules)));
    }
    Files.writeString(seen.resolve("script"), SCRIPT);
    Map<String, List<String>> made =
        made(DirectorKernel.run(seen, "no more rules", "sh", "/mnt/script"));
    assertThat(made).isEqualTo(asked);
    assertThat(asked.values()).allSatisfy(lines -> assertThat(lines).hasSizeGreaterThan(2));
  }

  private static Map<String, List<String>> made(List<String> output) {
    Map<String, List<String>> made = new HashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : output) {
      if (line.startsWith("rules of ")) {
        current = new ArrayList<>();
        made.put(line.substring("rules of ".length()).strip(), current);
      }
      current.add(line.strip());
    }
    made.replaceAll((_, lines) -> rules(lines));
    return made;
  }

  /** Their order is the kernel's, which also says what kind of tunnel is meant without a word. */
  private static List<String> rules(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("-"))
        .map(line -> line.replace(" --tun-type ipip", ""))
        .sorted()
        .toList();
  }
}
