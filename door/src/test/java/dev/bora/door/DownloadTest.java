// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.FileState;
import dev.bora.door.DoorClient.Reply;
import dev.bora.door.DoorFixture.Open;
import dev.bora.filesystem.AreaPath;
import dev.bora.srm.types.TStatusCode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET and HEAD, and who is refused. */
class DownloadTest {
  private static final String CONTENT = "0123456789";

  @TempDir static Path folder;
  private static DoorFixture fixture;
  private static Open open;

  @BeforeAll
  static void start() throws Exception {
    fixture = DoorFixture.start(folder, "door_download");
    Files.createDirectories(fixture.root.resolve("get"));
    Files.writeString(fixture.root.resolve("get/file"), CONTENT);
    fixture.area.checksums().compute(AreaPath.of("get/file"), () -> true);
    open = fixture.pin("get/file");
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  private static Reply ask(String method, String target, String... headers) throws Exception {
    try (DoorClient client = fixture.client(fixture.alice())) {
      return client.ask(method, target, headers);
    }
  }

  @Test
  void headAndGet() throws Exception {
    for (String target :
        new String[] {
          open.target(),
          "https://localhost:" + fixture.node.httpsPort() + open.target(),
          "/" + open.target()
        }) {
      try (DoorClient client = fixture.client(fixture.alice())) {
        Reply head = client.ask("HEAD", target);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("10");
        assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(head.headers()).doesNotContainKey("digest").doesNotContainKey("server");
        Reply get = client.ask("GET", target, "Want-Digest: md5, ADLER32");
        assertThat(get.status()).isEqualTo(200);
        assertThat(get.text()).isEqualTo(CONTENT);
        assertThat(get.header("Digest")).isEqualTo("adler32=0aff020e");
        assertThat(get.header("ETag")).isEqualTo(head.header("ETag"));
      }
    }
  }

  @Test
  void withoutCertificateTheSecretSuffices() throws Exception {
    try (DoorClient client = fixture.client(null)) {
      assertThat(client.ask("GET", open.target()).text()).isEqualTo(CONTENT);
    }
  }

  @Test
  void anEmptyFile() throws Exception {
    Files.createFile(fixture.root.resolve("get/empty"));
    Reply reply = ask("GET", fixture.pin("get/empty").target());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Length")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0 | 0 | bytes 0-0/10",
        "bytes=2-5 | 2345 | bytes 2-5/10",
        "bytes=7- | 789 | bytes 7-9/10",
        "bytes=7-99 | 789 | bytes 7-9/10",
        "bytes=-3 | 789 | bytes 7-9/10",
        "Bytes = -99 | 0123456789 | bytes 0-9/10"
      })
  void oneRange(String range, String content, String contentRange) throws Exception {
    Reply reply = ask("GET", open.target(), "Range: " + range);
    assertThat(reply.status()).isEqualTo(206);
    assertThat(reply.text()).isEqualTo(content);
    assertThat(reply.header("Content-Range")).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,4-5", "lines=1-2", "bytes=5-2", "bytes=-", "bytes=x-y"})
  void whatIsNoSingleRangeCountsAsNone(String range) throws Exception {
    Reply reply = ask("GET", open.target(), "Range: " + range);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=10-11"})
  void aRangeOutsideTheFile(String range) throws Exception {
    Reply reply = ask("GET", open.target(), "Range: " + range);
    assertThat(reply.status()).isEqualTo(416);
    assertThat(reply.header("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void conditions() throws Exception {
    String tag = ask("HEAD", open.target()).header("ETag");
    assertThat(ask("GET", open.target(), "If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(ask("GET", open.target(), "If-None-Match: \"x\"").status()).isEqualTo(200);
    assertThat(ask("GET", open.target(), "If-Match: \"x\"").status()).isEqualTo(412);
    assertThat(ask("GET", open.target(), "If-Match: \"x\", " + tag).status()).isEqualTo(200);
    assertThat(ask("GET", open.target(), "Range: bytes=1-1", "If-Range: " + tag).text())
        .isEqualTo("1");
    assertThat(ask("GET", open.target(), "Range: bytes=1-1", "If-Range: \"x\"").text())
        .isEqualTo(CONTENT);
  }

  @Test
  void beyondTwoGigabytes() throws Exception {
    long size = 5L << 30;
    try (RandomAccessFile file =
        new RandomAccessFile(fixture.root.resolve("get/sparse").toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - 4);
      file.write("last".getBytes(US_ASCII));
    }
    Open sparse = fixture.pin("get/sparse");
    assertThat(ask("HEAD", sparse.target()).header("Content-Length")).isEqualTo("5368709120");
    Reply reply = ask("GET", sparse.target(), "Range: bytes=5368709110-");
    assertThat(reply.header("Content-Range")).isEqualTo("bytes 5368709110-5368709119/5368709120");
    assertThat(reply.text()).isEqualTo("\0\0\0\0\0\0last");
  }

  @Test
  void somebodyElsesRequest() throws Exception {
    try (DoorClient client = fixture.client(fixture.bob())) {
      assertThat(client.ask("GET", open.target()).status()).isEqualTo(403);
      assertThat(client.ask("HEAD", open.target()).status()).isEqualTo(403);
    }
  }

  @Test
  void whateverIsWrongIsNotFound() throws Exception {
    Open expired = fixture.pin("get/file", 0);
    Open released = fixture.pin("get/file");
    fixture.database.run(tables ->
        assertThat(
                UnownedFiles.endPin(
                    tables,
                    Objects.requireNonNull(tables.files().byId(released.id())),
                    FileState.RELEASED,
                    TStatusCode.SRM_RELEASED,
                    null,
                    60))
            .isTrue());
    Open gone = fixture.pin("get/vanished");
    Open directory = fixture.pin("get");
    String id = "/" + open.id() + "/";
    Reply reference = ask("GET", id + "another-secret-22-letters/name");
    assertThat(reference.status()).isEqualTo(404);
    for (String target :
        new String[] {
          expired.target(),
          released.target(),
          gone.target(),
          directory.target(),
          id + DoorFixture.SECRET.substring(1) + "x/name",
          id + DoorFixture.SECRET + "x/name",
          id + "short/name",
          "/999999999/" + DoorFixture.SECRET + "/name",
          "/99999999999999999999999/" + DoorFixture.SECRET + "/name",
          "/get/file",
          "/"
        }) {
      Reply reply = ask("GET", target);
      assertThat(reply.status()).as(target).isEqualTo(404);
      assertThat(reply.body()).as(target).isEqualTo(reference.body());
    }
  }

  @Test
  void methodsThatATurlDoesNotPermit() throws Exception {
    try (DoorClient client = fixture.client(fixture.alice())) {
      Reply put = client.put(open.target(), new byte[] {1});
      assertThat(put.status()).isEqualTo(405);
      assertThat(put.header("Allow")).isEqualTo("GET, HEAD, PROPFIND, OPTIONS");
      for (String method :
          new String[] {"POST", "DELETE", "COPY", "MKCOL", "MOVE", "PROPPATCH", "LOCK"}) {
        Reply reply = client.ask(method, open.target(), "Content-Length: 0");
        assertThat(reply.status()).as(method).isEqualTo(405);
        assertThat(reply.header("Allow")).as(method).isEqualTo("GET, HEAD, PUT, PROPFIND, OPTIONS");
      }
      assertThat(client.ask("OPTIONS", open.target()).status()).isEqualTo(200);
    }
    assertThat(fixture.root.resolve("get/file")).hasContent(CONTENT);
  }
}
