// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way in. */
public abstract class PutTests extends DeployedTests {

  private final Transfers transfers = new Transfers(aliceSrm);

  protected PutTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  private Command copy(String protocol) {
    return alice.command("gfal-copy", "-D", "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=" + protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "davs", "gsiftp"})
  void newFile(String protocol) throws Exception {
    Path source = source(3_000_000);
    copy(protocol).and(url(source), surl("new")).run().succeeded();
    assertThat(digest(disk("new"))).isEqualTo(digest(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "gsiftp"})
  void existingFileIsNotOverwritten(String protocol) throws Exception {
    Files.writeString(disk("there"), "before");
    Outcome outcome = copy(protocol).and(url(source(100)), surl("there")).run().failed();
    assertThat(outcome.exit()).isEqualTo(17);
    assertThat(outcome.all()).contains("File exists");
    assertThat(disk("there")).hasContent("before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "davs", "gsiftp"})
  void existingFileIsOverwrittenWhenAsked(String protocol) throws Exception {
    Files.writeString(disk("there"), "before");
    Path source = source(100_000);
    copy(protocol).and("-f", url(source), surl("there")).run().succeeded();
    assertThat(digest(disk("there"))).isEqualTo(digest(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "gsiftp"})
  void checksumIsVerified(String protocol) throws Exception {
    Path source = source(1_000_000);
    copy(protocol).and("-K", "ADLER32", url(source), surl("sum")).run().succeeded();
    Adler32 adler = new Adler32();
    adler.update(Files.readAllBytes(source));
    String expected = "%08x".formatted(adler.getValue());
    assertThat(alice.run("gfal-sum", surl("sum"), "ADLER32").succeeded().output().strip())
        .endsWith(" " + expected);
    // what came by another server than Bora's own is summed by a job
    Command attribute =
        Command.of(
            "getfattr",
            "--only-values",
            "-n",
            "user.storm.checksum.adler32",
            disk("sum").toString());
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Outcome found = attribute.run();
    while (found.exit() != 0 && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      found = attribute.run();
    }
    assertThat(found.succeeded().output()).isEqualTo(expected);
  }

  /** What a GridFTP server that works as the account of the gridmap may do, and when. */
  @Test
  void uploadIsTheMappedUsersUntilItIsDone() throws Exception {
    Path source = source(5_000);
    Prepared put = transfers.prepareToPut(surl("mapped"), null, null, "gsiftp");
    String turl = put.requireTurl();
    Path upload = Path.of(URI.create(turl).getPath());
    assertThat(Files.getOwner(upload)).hasToString("boraalice");
    deployment.client("bob-voms").run("globus-url-copy", url(source), turl).failed();
    assertThat(upload).isEmptyFile();
    alice.run("globus-url-copy", url(source), turl).succeeded();
    assertThat(transfers.putDone(put.requireToken(), surl("mapped")).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    Path published = disk("mapped");
    assertThat(Files.getOwner(published)).hasToString(System.getProperty("user.name"));
    alice
        .run("globus-url-copy", url(source(10)), turl.replace(upload.toString(), "" + published))
        .failed();
    assertThat(digest(published)).isEqualTo(digest(source));
  }

  /** As gfal2 asks again by itself when the first answer is SRM_INTERNAL_ERROR. */
  @Test
  void putDoneOfADonePutSucceedsAgain() throws Exception {
    Prepared put = transfers.prepareToPut(surl("again"), null, null, "https");
    alice.run("gfal-copy", "-f", url(source(10)), put.requireTurl()).succeeded();
    for (int i = 0; i < 3; i++) {
      assertThat(transfers.putDone(put.requireToken(), surl("again")).statusCode())
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
    assertThat(disk("again")).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "davs", "gsiftp"})
  void emptyFile(String protocol) throws Exception {
    copy(protocol).and("-K", "ADLER32", url(source(0)), surl("empty")).run().succeeded();
    assertThat(disk("empty")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "gsiftp"})
  void moreThanTwoGibibytes(String protocol) throws Exception {
    long size = (2L << 30) + 4711;
    Path source = desk.resolve("sparse");
    Command.of("truncate", "-s", String.valueOf(size), source.toString()).run().succeeded();
    copy(protocol).and(url(source), surl("large")).within(Duration.ofMinutes(5)).run().succeeded();
    assertThat(disk("large")).hasSize(size);
    assertThat(alice.run("gfal-stat", surl("large")).succeeded().output())
        .contains("Size: " + size);
    Files.delete(disk("large"));
  }

  @Test
  void arcCopies() throws Exception {
    Path source = source(500_000);
    alice.run("arccp", source.toString(), surl("by-arc")).succeeded();
    assertThat(digest(disk("by-arc"))).isEqualTo(digest(source));
  }

  @Test
  void davsTurlIsWrittenByItself() throws Exception {
    Path source = source(800_000);
    String surl = surl("by-davs");
    Prepared put = transfers.prepareToPut(surl, 800_000L, null, "davs");
    assertThat(put.requireTurl()).startsWith("davs://");
    alice.run("gfal-copy", url(source), put.requireTurl()).succeeded();
    assertThat(alice.run("gfal-stat", put.requireTurl()).succeeded().output())
        .contains("Size: 800000");
    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(digest(disk("by-davs"))).isEqualTo(digest(source));
  }

  @Test
  void uploadIsInvisibleUntilPutDone() throws Exception {
    Path source = source(12_345);
    String surl = surl("upload");
    Prepared put = transfers.prepareToPut(surl, 12_345L, null, "https");
    assertThat(put.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    Client bob = deployment.client("bob-testvo");
    alice.curl("--upload-file", source.toString(), "--fail", put.requireTurl()).run().succeeded();

    assertThat(disk("upload")).doesNotExist();
    for (Client each : new Client[] {alice, bob}) {
      Outcome stat = each.run("gfal-stat", surl("upload")).failed();
      assertThat(stat.exit()).as(stat::toString).isIn(2, 16);
    }
    assertThat(transfers.prepareToGet(surl, "https").status().statusCode())
        .isIn(TStatusCode.SRM_FILE_BUSY, TStatusCode.SRM_INVALID_PATH);

    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(digest(disk("upload"))).isEqualTo(digest(source));
    bob.run("gfal-stat", surl("upload")).succeeded();
  }

  @Test
  void turlWritesNothingAfterPutDone() throws Exception {
    String surl = surl("done");
    Prepared put = transfers.prepareToPut(surl, null, null, "https");
    alice.curl("-T", source(10).toString(), "--fail", put.requireTurl()).run().succeeded();
    transfers.putDone(put.requireToken(), surl);
    alice.curl("-T", source(20).toString(), "--fail", put.requireTurl()).run().failed();
    assertThat(disk("done")).hasSize(10);
  }

  @Test
  void abortLeavesNothing() throws Exception {
    String surl = surl("aborted");
    Prepared put = transfers.prepareToPut(surl, null, null, "https");
    alice.curl("-T", source(10).toString(), "--fail", put.requireTurl()).run().succeeded();
    assertThat(transfers.abort(put.requireToken()).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(transfers.statusOfPut(put.requireToken()).status().statusCode())
        .isEqualTo(TStatusCode.SRM_ABORTED);
    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isNotEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("aborted")).doesNotExist();
    copy("https").and(url(source(10)), surl).run().succeeded();
  }

  @Test
  void oneWriterPerFile() throws Exception {
    String surl = surl("contended");
    Prepared first = transfers.prepareToPut(surl, null, TOverwriteMode.ALWAYS, "https");
    assertThat(first.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    assertThat(
            transfers
                .prepareToPut(surl("contended"), null, TOverwriteMode.ALWAYS, "https")
                .status()
                .statusCode())
        .isEqualTo(TStatusCode.SRM_FILE_BUSY);
    transfers.abort(first.requireToken());
  }

  @Test
  void promisedSizeIsChecked() throws Exception {
    String surl = surl("short");
    Prepared put = transfers.prepareToPut(surl, 100L, null, "https");
    alice.curl("-T", source(99).toString(), put.requireTurl()).run();
    TReturnStatus done = transfers.putDone(put.requireToken(), surl);
    assertThat(done.statusCode()).isNotEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("short")).doesNotExist();
  }

  @Test
  void overwriteModes() throws Exception {
    Files.writeString(disk("file"), "12345");
    assertThat(overwrite(TOverwriteMode.NEVER, 5)).isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
    assertThat(overwrite(null, 6)).isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
    assertThat(overwrite(TOverwriteMode.WHEN_FILES_ARE_DIFFERENT, 5))
        .isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
    assertThat(overwrite(TOverwriteMode.WHEN_FILES_ARE_DIFFERENT, 6))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("file")).hasSize(6);
    assertThat(overwrite(TOverwriteMode.ALWAYS, 6)).isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  private TStatusCode overwrite(TOverwriteMode mode, int size) throws IOException {
    String surl = surl("file");
    Prepared put = transfers.prepareToPut(surl, (long) size, mode, "https");
    if (put.turl() == null) {
      return put.status().statusCode();
    }
    alice.curl("-T", source(size).toString(), "--fail", put.requireTurl()).run().succeeded();
    return transfers.putDone(put.requireToken(), surl).statusCode();
  }

  @Test
  void unknownTokensAreRefused() throws Exception {
    assertThat(transfers.putDone("no-such-token", surl("x")).statusCode())
        .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
    assertThat(transfers.abort("no-such-token").statusCode())
        .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
  }
}
