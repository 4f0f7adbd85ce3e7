// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Command;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two VOs with an area each, and the local accounts of their members. */
public abstract class AreaTests extends DeployedTests {

  private final ClusterDeployment cluster;

  protected AreaTests(ClusterDeployment cluster) throws Exception {
    super(cluster);
    this.cluster = cluster;
  }

  @Test
  void eachVoHasItsOwnArea() throws Exception {
    Client bob = deployment.client("bob-voms");
    String name = UUID.randomUUID().toString();
    String theirs = "/othervo/" + name;
    bob.run("gfal-mkdir", deployment.surl(theirs)).succeeded();
    assertThat(cluster.otherRoot().resolve(name)).isDirectory();
    assertThat(alice.run("gfal-ls", deployment.surl(theirs)).failed().exit()).isEqualTo(13);
    assertThat(alice.run("gfal-mkdir", deployment.surl(theirs + "/x")).exit()).isPositive();
    assertThat(bob.run("gfal-ls", surl("")).failed().exit()).isEqualTo(13);
    Files.createFile(disk("mine"));
    assertThat(alice.run("gfal-rename", surl("mine"), deployment.surl(theirs + "/x")).exit())
        .isPositive();
    assertThat(disk("mine")).exists();
    assertThat(cluster.otherRoot().resolve(name)).isEmptyDirectory();
  }

  @Test
  void publishedFilesBelongToBora() throws Exception {
    for (String protocol : new String[] {"gsiftp", "https"}) {
      alice
          .run(
              "gfal-copy",
              "-D",
              "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=" + protocol,
              url(source(10)),
              surl(protocol))
          .succeeded();
      assertThat(Files.getOwner(disk(protocol)).getName())
          .isEqualTo(System.getProperty("user.name"));
    }
  }

  @Test
  void localAccountsWriteNothingOnceItIsPublished() throws Exception {
    alice
        .run(
            "gfal-copy",
            "-D",
            "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=gsiftp",
            url(source(10)),
            surl("file"))
        .succeeded();
    assertThat(Command.of("getfacl", "-cpn", disk("file").toString()).run().output())
        .doesNotContainPattern("user:[0-9]+:.w");
    Command.of("runuser", "-u", "borabob", "--", "sh", "-c", "echo x >> '" + disk("file") + "'")
        .run()
        .failed();
    assertThat(disk("file")).hasSize(10);
  }
}
