// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that come to a cluster with another configuration than it has. */
public abstract class RolloutTests {
  private static final Pattern DIGEST = Pattern.compile("\"digest\" : \"([0-9a-f]{64})\"");

  private final ClusterDeployment cluster;
  @TempDir private Path folder;

  protected RolloutTests(ClusterDeployment cluster) {
    this.cluster = cluster;
  }

  /** The cluster's site file with one more backend and another change. */
  private Path site(String backend, UnaryOperator<String> change) throws IOException {
    String more =
        "  backends:\n    %s: {address: localhost, xml-rpc-port: %d, health-port: %d}\n"
            .formatted(backend, Ports.free(), Ports.free());
    String text = Files.readString(cluster.siteFile()).replace("  backends:\n", more);
    return Files.writeString(folder.resolve(backend + ".yaml"), change.apply(text));
  }

  private static Outcome refused(Path site, String node) throws Exception {
    Outcome outcome =
        BoraCommand.of("node", "--site", site.toString(), "--node", node).run().failed();
    assertThat(outcome.exit()).as(outcome::toString).isEqualTo(1);
    return outcome;
  }

  @Test
  void anotherRootForAnAreaIsRefused() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path site =
        site(
            "backend-8",
            text -> text.replace("root: " + cluster.root() + "\n", "root: " + elsewhere + "\n"));
    assertThat(refused(site, "backend-8").errors())
        .containsPattern(
            "(?m)^bora: node: backend-8 does not fit .*backend-1 \\(epoch [0-9]+\\).*: "
                + Pattern.quote(
                    "storage-areas.testvo.root: %s here, %s there"
                        .formatted(elsewhere, cluster.root()))
                + "$");
  }

  @Test
  void aChangeIsRolledInAndASecondOneIsNotAtTheSameTime() throws Exception {
    Path first = site("backend-8", text -> text + "\nlifetimes: {pin-default: 1h}\n");
    Path second = site("backend-9", text -> text + "\nlifetimes: {pin-default: 2h}\n");
    try (Daemon _ =
        BoraCommand.start(
            cluster.logs().resolve("backend-8.log"),
            "node",
            "--site",
            first.toString(),
            "--node",
            "backend-8")) {
      String json =
          BoraCommand.of("cluster", "--json", "--site", first.toString())
              .run()
              .succeeded()
              .output();
      Set<String> digests =
          DIGEST.matcher(json).results().map(result -> result.group(1)).collect(Collectors.toSet());
      assertThat(digests).as(json).hasSize(2);
      String text =
          BoraCommand.of("cluster", "--site", first.toString()).run().succeeded().output();
      Files.writeString(cluster.logs().resolve("cluster.txt"), text + json);
      assertThat(text).contains("backend-8   backend ").contains("frontend-2  frontend ");
      assertThat(refused(second, "backend-9").errors())
          .containsPattern(
              "(?m)^bora: node: two configurations are in use already: [0-9a-f]{8} by .*; [0-9a-f]{8} by .*; finish rolling one in first$");
    }
  }
}
