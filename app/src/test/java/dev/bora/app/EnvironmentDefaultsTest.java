// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.app.node.NodeCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A node that is told by its environment where its site file is, and which node it is. */
class EnvironmentDefaultsTest {
  private static String refusal(Map<String, String> environment, String... words) {
    StringWriter err = new StringWriter();
    Bora.commandLine()
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setErr(new PrintWriter(err))
        .execute(words);
    return err.toString();
  }

  @Test
  void theEnvironmentStandsForWhatIsNotSaid() {
    assertThat(refusal(Map.of("BORA_SITE", "/none/such.yaml", "BORA_NODE", "backend-1"), "node"))
        .contains("/none/such.yaml")
        .doesNotContain("Missing required");
  }

  @Test
  void whatIsSaidComesFirst() {
    assertThat(
            refusal(
                Map.of("BORA_SITE", "/none/such.yaml", "BORA_NODE", "backend-1"),
                "node",
                "--site",
                "/none/other.yaml"))
        .contains("/none/other.yaml");
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(refusal(Map.of("BORA_SITE", "", "BORA_NODE", "backend-1"), "node"))
        .contains("Missing required option: '--site=FILE'");
  }

  @Test
  void otherOptionsHaveNoVariable() {
    CommandLine node = new CommandLine(new NodeCommand());
    assertThat(
            new EnvironmentDefaults(Map.of("BORA_SITE", "x"))
                .defaultValue(node.getCommandSpec().findOption("--help")))
        .isNull();
  }
}
