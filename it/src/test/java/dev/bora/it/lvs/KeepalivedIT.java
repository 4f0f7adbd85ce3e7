// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code bora lvs render} writes, read by keepalived itself. */
class KeepalivedIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void keepalivedTakesIt(Example example) throws IOException {
    List<Path> directors = example.render(folder);
    assertThat(directors).hasSize(2);
    for (Path director : directors) {
      Outcome tested = configTest(director);
      assertThat(tested.succeeded().all()).isEmpty();
    }
  }

  @Test
  void whatItDoesNotTakeIsNoticed() throws IOException {
    Path director = Example.ONE_NETWORK.render(folder).getFirst();
    Path conf = director.resolve("keepalived.conf");
    Files.writeString(conf, Files.readString(conf).replace("lvs_sched wlc", "lvs_skat wlc"));
    assertThat(configTest(director).failed().all()).contains("lvs_skat");
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
