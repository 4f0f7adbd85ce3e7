// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bora lvs render} writes, read by keepalived itself. */
class KeepalivedIT {
  @TempDir private Path folder;
  private Path password;

  @BeforeEach
  void writePassword() throws IOException {
    password = folder.resolve("vrrp-password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "s3cret-1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"directors-one-network", "directors-two-networks", "directors-tunnels"})
  void keepalivedTakesIt(String example) throws IOException {
    Path rendered = render(site(example));
    List<Path> directors = directors(rendered);
    assertThat(directors).hasSize(2);
    for (Path director : directors) {
      Outcome tested = configTest(director);
      assertThat(tested.succeeded().all()).isEmpty();
    }
  }

  @Test
  void whatItDoesNotTakeIsNoticed() throws IOException {
    Path director = directors(render(site("directors-one-network"))).getFirst();
    Path conf = director.resolve("keepalived.conf");
    Files.writeString(conf, Files.readString(conf).replace("lvs_sched wlc", "lvs_skat wlc"));
    assertThat(configTest(director).failed().all()).contains("lvs_skat");
  }

  private Path site(String example) throws IOException {
    Path site = folder.resolve("site.yaml");
    String text = Files.readString(Checkout.file("docs/examples/" + example + ".yaml"));
    Files.writeString(site, text.replace("/etc/bora/vrrp-password", password.toString()));
    return site;
  }

  private Path render(Path site) {
    Path to = folder.resolve("rendered");
    BoraCommand.brief("lvs", "render", "--site", site.toString(), "--to", to.toString())
        .run()
        .succeeded();
    return to;
  }

  private static List<Path> directors(Path rendered) throws IOException {
    try (Stream<Path> hosts = Files.list(rendered)) {
      return hosts.filter(host -> Files.exists(host.resolve("keepalived.conf"))).sorted().toList();
    }
  }

  /** In a network of its own, with the interfaces that a director has, and its /etc/keepalived. */
  private static Outcome configTest(Path director) {
    String script =
        """
        mount --bind "$1" /etc/keepalived
        for name in eth0 eth1 eth2; do
          ip link add "$name" type veth peer name "peer-$name"
          ip link set "$name" up
        done
        keepalived --config-test --use-file /etc/keepalived/keepalived.conf
        """;
    return Command.of(
            "unshare", "--net", "--mount", "sh", "-euc", script, "sh", director.toString())
        .run();
  }
}
