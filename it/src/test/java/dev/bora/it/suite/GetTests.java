// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way out, and from one place to another. */
public abstract class GetTests extends DeployedTests {

  private final Transfers transfers = new Transfers(aliceSrm);

  protected GetTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  private Command copy(String protocol) {
    return alice.command("gfal-copy", "-D", "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=" + protocol);
  }

  /**
   * A file that was put as users put files, so that its owner and permissions are those of users'
   * files.
   */
  private Path uploaded(String name, int size) throws Exception {
    Path source = source(size);
    copy("https").and(url(source), surl(name)).run().succeeded();
    return source;
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "davs", "gsiftp"})
  void fileComesBack(String protocol) throws Exception {
    Path source = uploaded("file", 2_000_000);
    Path back = desk.resolve("back");
    copy(protocol).and("-K", "ADLER32", surl("file"), url(back)).run().succeeded();
    assertThat(digest(back)).isEqualTo(digest(source));
  }

  @Test
  void emptyFileComesBack() throws Exception {
    uploaded("empty", 0);
    Path back = desk.resolve("back");
    copy("https").and(surl("empty"), url(back)).run().succeeded();
    assertThat(back).isEmptyFile();
  }

  @Test
  void arcCopies() throws Exception {
    Path source = uploaded("file", 300_000);
    Path back = desk.resolve("back");
    alice.run("arccp", surl("file"), back.toString()).succeeded();
    assertThat(digest(back)).isEqualTo(digest(source));
  }

  @Test
  void checksumOfAFileThatLaySomewhereBefore() throws Exception {
    Files.writeString(disk("old"), "Wikipedia");
    Path back = desk.resolve("back");
    copy("https").and(surl("old"), url(back)).run().succeeded();
    assertThat(back).hasContent("Wikipedia");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Outcome outcome = copy("https").and(surl("none"), url(desk.resolve("back"))).run().failed();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.all()).contains("No such file or directory");
  }

  @Test
  void pinEndsWithRelease() throws Exception {
    uploaded("file", 10);
    String surl = surl("file");
    Prepared get = transfers.prepareToGet(surl, "https");
    assertThat(get.status().statusCode()).isEqualTo(TStatusCode.SRM_FILE_PINNED);
    alice
        .curl("--fail", "--output", desk.resolve("fetched").toString(), get.requireTurl())
        .run()
        .succeeded();
    assertThat(desk.resolve("fetched")).hasSize(10);
    assertThat(transfers.release(get.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(transfers.statusOfGet(get.requireToken()).status().statusCode())
        .isEqualTo(TStatusCode.SRM_RELEASED);
  }

  @Test
  void davsTurlIsReadByItself() throws Exception {
    Path source = uploaded("file", 700_000);
    String turl = transfers.prepareToGet(surl("file"), "davs").requireTurl();
    assertThat(turl).startsWith("davs://");
    assertThat(alice.run("gfal-stat", turl).succeeded().output())
        .contains("Size: 700000")
        .contains("regular file");
    Path back = desk.resolve("back");
    alice.run("gfal-copy", turl, url(back)).succeeded();
    assertThat(digest(back)).isEqualTo(digest(source));
  }

  @Test
  void serverToServerByGridFtp() throws Exception {
    Path source = uploaded("from", 1_500_000);
    Outcome outcome = copy("gsiftp").and("-vv", surl("from"), surl("to")).run().succeeded();
    assertThat(outcome.all()).contains("gsiftp://");
    assertThat(digest(disk("to"))).isEqualTo(digest(source));
  }

  @Test
  void serverToServerThroughTheClient() throws Exception {
    Path source = uploaded("from", 1_500_000);
    copy("https").and("--copy-mode", "streamed", surl("from"), surl("to")).run().succeeded();
    assertThat(digest(disk("to"))).isEqualTo(digest(source));
  }

  @Test
  void firstProtocolOfTheClientIsTaken() throws Exception {
    uploaded("file", 10);
    Prepared get = transfers.prepareToGet(surl("file"), "no-such-protocol", "https", "file");
    assertThat(get.requireTurl()).startsWith("https://");
    assertThat(transfers.prepareToGet(surl("file"), "no-such-protocol").status().statusCode())
        .isEqualTo(TStatusCode.SRM_NOT_SUPPORTED);
  }
}
